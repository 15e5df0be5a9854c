import CLinux

/// Has large blocks of memory given back as soon as they are freed; to be called once, before any is taken.
///
/// Otherwise glibc raises the size from which on it does so with each large block that is freed, up to 32 MiB, and what
/// lists of many members have taken for a moment stays taken.
package func returnFreedMemoryAtOnce() {
  // It only refuses sizes beyond its own limit.
  _ = mallopt(CInt(ASSAY_MMAP_THRESHOLD), 256 << 10)
}
