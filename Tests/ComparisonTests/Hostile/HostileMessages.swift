/// What is said of each hostile file, by its name; of the others nothing, since they only differ.
let hostileMessages: [String: [String]] = [
  "tar-size-negative": [
    "error: member 1 is damaged: Tar entry has negative size [archive.damaged]"
  ],
  "tar-size-8EiB": [
    "error: member 1 is damaged: Tar entry size overflow [archive.damaged]"
  ],
  "tar-size-beyond-the-end": [
    "error: member 1 'a' is damaged: Truncated tar archive [archive.damaged]"
  ],
  "tar-checksum of the second": [
    "error: member 2 is damaged: Damaged tar archive [archive.damaged]"
  ],
  "tar-pax-size": [
    "error: member 1 'a' is damaged: Truncated tar archive [archive.damaged]"
  ],
  "tar-pax-size-negative": [
    "error: member 1 is damaged: Tar size attribute is negative [archive.damaged]"
  ],
  "tar-pax length zero": [
    "warning: member 1 'a': Ignoring malformed pax extended attribute [archive.warning]"
  ],
  "tar-pax length too long": [
    "warning: member 1 'a': Ignoring malformed pax extended attribute [archive.warning]"
  ],
  "tar-pax length no number": [
    "warning: member 1 'a': Ignoring malformed pax extended attributes [archive.warning]"
  ],
  "tar-pax without =": [
    "warning: member 1 'a': Invalid pax extended attributes [archive.warning]"
  ],
  "tar-pax of 2 MiB": [
    "error: member 1 is damaged: Special header too large [archive.damaged]"
  ],
  "tar-pax-desync": [
    "error: member 2 is damaged: Damaged tar archive [archive.damaged]"
  ],
  "tar-types: directory with data": [
    "error: member 2 is damaged: Damaged tar archive [archive.damaged]"
  ],
  "zero-block-inside": [
    "warning: 2048 bytes, sha256 74a036d64b726cc2c8a9b11a95ee798b47350b7312b1e5dc4d690d71ed25bade follow the end of the archive [archive.trailing-bytes]"
  ],
  "one zero block inside": [
    "warning: one end block instead of two [archive.one-end-block]",
    "warning: 2048 bytes, sha256 74a036d64b726cc2c8a9b11a95ee798b47350b7312b1e5dc4d690d71ed25bade follow the end of the archive [archive.trailing-bytes]",
  ],
  "garbage-after": [
    "warning: 6 bytes, sha256 b1b886ce5f5750a00ae3dd003702a16e4916e6830987e03094cbbf699cb0fae1 follow the end of the archive [archive.trailing-bytes]"
  ],
  "without an end": [
    "error: the archive is damaged: it ends without the end blocks of a tar [archive.damaged]"
  ],
  "truncated in a header": [
    "error: member 2 is damaged: Truncated tar archive [archive.damaged]"
  ],
  "truncated in content": [
    "error: member 1 'a' is damaged: Truncated tar archive [archive.damaged]"
  ],
  "bad-crc": [
    "error: the archive is damaged: the content does not have the checksum of the gzip trailer, at offset 2071 [archive.damaged]"
  ],
  "bad-isize": [
    "error: the archive is damaged: the content does not have the length of the gzip trailer, at offset 2071 [archive.damaged]"
  ],
  "truncated.gz": [
    "error: the archive is damaged: the gzip stream ends early, at offset 2062 [archive.damaged]"
  ],
  "truncated in the trailer": [
    "error: the archive is damaged: the gzip stream ends early, at offset 2070 [archive.damaged]"
  ],
  "garbage-after.gz": [
    "warning: 6 bytes, sha256 b1b886ce5f5750a00ae3dd003702a16e4916e6830987e03094cbbf699cb0fae1 follow the end of the gzip stream [archive.trailing-bytes]"
  ],
  "joined with a broken second": [
    "error: the archive is damaged: the content does not have the checksum of the gzip trailer, at offset 2094 [archive.damaged]"
  ],
  "gzip name without an end": [
    "error: the archive is damaged: the gzip stream ends early, at offset 90000 [archive.damaged]"
  ],
  "gzip comment without an end": [
    "error: the archive is damaged: the gzip stream ends early, at offset 17 [archive.damaged]"
  ],
  "gzip extra field longer than the file": [
    "error: the archive is damaged: the gzip stream ends early, at offset 14 [archive.damaged]"
  ],
  "gzip header checksum wrong": [
    "error: the archive is damaged: header crc mismatch, at offset 14 [archive.damaged]"
  ],
  "reserved gzip flags": [
    "error: the archive is damaged: unknown header flags set, at offset 4 [archive.damaged]"
  ],
  "window.xz": [
    "error: decompressing it takes a window larger than the limit of 268435456 bytes [archive.limit]"
  ],
  "window.lzma": [
    "error: decompressing it takes a window larger than the limit of 268435456 bytes [archive.limit]"
  ],
  "window.zst": [
    "error: decompressing it takes a window larger than the limit of 134217728 bytes [archive.limit]"
  ],
  "window in a second frame": [
    "error: decompressing it takes a window larger than the limit of 134217728 bytes [archive.limit]"
  ],
  "truncated.zst": [
    "error: the archive is damaged: the zstd stream ends early [archive.damaged]"
  ],
  "garbage-after.zst": [
    "warning: 6 bytes, sha256 b1b886ce5f5750a00ae3dd003702a16e4916e6830987e03094cbbf699cb0fae1 follow the end of the zstd stream [archive.trailing-bytes]"
  ],
  "lies.a: size beyond the end": [
    "error: member 1 'a' is damaged: Truncated ar archive [archive.damaged]"
  ],
  "lies.a: size no number": [
    "warning: 2 bytes, sha256 73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac follow the end of the archive [archive.trailing-bytes]"
  ],
  "lies.a: size negative": [
    "warning: 2 bytes, sha256 73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac follow the end of the archive [archive.trailing-bytes]"
  ],
  "lies.a: BSD name longer than the member": [
    "error: member 1 is damaged: Bad input file size [archive.damaged]"
  ],
  "lies.a: name beyond the table": [
    "warning: names that could lead out of a folder: '//' [archive.unsafe-name]",
    "error: member 2 is damaged: Can't find long filename for GNU/SVR4 archive entry [archive.damaged]",
  ],
  "lies.a: huge name table": [
    "error: member 1 is damaged: Filename table too large [archive.damaged]"
  ],
  "odd.deb: twice the same": [
    "warning: members whose name an earlier one has: 'control.tar' [archive.duplicate]"
  ],
  "odd.deb: bytes between the members": [
    "error: member 3 is damaged: Incorrect file header signature [archive.damaged]"
  ],
  "odd.deb: cut in a header": [
    "warning: 10 bytes, sha256 19306ed9aebb065da99cf83c8cba64eb6169f36d86ece2b41a9511601b80fc6d follow the end of the archive [archive.trailing-bytes]"
  ],
  "lies.cpio: size beyond the end": [
    "error: member 1 'a' is damaged: it ends early, or is malformed [archive.damaged]"
  ],
  "lies.cpio: name beyond the end": [
    "error: member 1 is damaged: it ends early, or is malformed [archive.damaged]"
  ],
  "lies.cpio: no name": [
    "warning: member 1 has no name [archive.no-name]"
  ],
  "odd.cpio: members after the trailer": [
    "warning: 244 bytes, sha256 baf325e666e85094102a003a2fe46d0d85d82af5760aad316a76b2a13d73d812 follow the end of the archive [archive.trailing-bytes]"
  ],
  "odd.cpio: without a trailer": [
    "error: member 2 is damaged: it ends early, or is malformed [archive.damaged]"
  ],
  "odd.cpio: leads out": [
    "warning: names that could lead out of a folder: '../../a' [archive.unsafe-name]"
  ],
]
