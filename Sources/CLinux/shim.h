/* Linux calls that Swift's Glibc module leaves out, most since their declarations need _GNU_SOURCE. */
#include <stdint.h>
#include <sys/types.h>

/* copy_file_range(2), syncfs(2), renameat2(2) */
extern ssize_t copy_file_range(int in, int64_t *in_offset, int out, int64_t *out_offset, size_t count, unsigned flags);
extern int syncfs(int descriptor);
extern int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name, unsigned flags);

/* listxattr(2), getxattr(2) */
extern ssize_t llistxattr(const char *path, char *list, size_t size);
extern ssize_t lgetxattr(const char *path, const char *name, void *value, size_t size);

/* mallopt(3), and its number for the size from which on blocks are mapped by themselves */
extern int mallopt(int parameter, int value);

/* renameat2(2), mallopt(3), open(2), utimensat(2) */
enum { ASSAY_RENAME_EXCHANGE = 2, ASSAY_MMAP_THRESHOLD = -3, ASSAY_NOATIME = 01000000 };
enum { ASSAY_TIME_NOW = 0x3fffffff, ASSAY_TIME_OMIT = 0x3ffffffe };
