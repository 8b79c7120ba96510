/* A disk in trouble, for files that begin with STORE (LD_PRELOAD). The word in the file TROUBLE says which: `full` refuses
 * whatever would make a file longer, and lets what is there be written over, as a full disk does; `failing` lets no sync of the
 * store succeed, `dead` none of any file beside it either. An empty word is a disk in good health. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int trouble_is(const char *word) {
  char said[16] = "";
  const char *path = getenv("TROUBLE");
  int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY, 0) : -1;
  if (fd < 0) return 0;
  ssize_t n = syscall(SYS_read, fd, said, sizeof said - 1);
  syscall(SYS_close, fd);
  return n > 0 && !strcmp(said, word);
}

/* 1: the store or what SQLite keeps beside it; 2: another file of its name. */
static int whose(int fd) {
  const char *store = getenv("STORE");
  char link[64], path[1024];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = store ? readlink(link, path, sizeof path - 1) : -1;
  if (n <= 0) return 0;
  path[n] = 0;
  if (strncmp(path, store, strlen(store))) return 0;
  const char *rest = path + strlen(store);
  return *rest == 0 || *rest == '-' ? 1 : 2;
}

static int too_long(int fd, off_t end) {
  struct stat there;
  return whose(fd) && trouble_is("full") && !fstat(fd, &there) && end > there.st_size;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at) {
  if (too_long(fd, at + (off_t)n)) return errno = ENOSPC, -1;
  return syscall(SYS_pwrite64, fd, bytes, n, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return pwrite64(fd, bytes, n, at); }

ssize_t write(int fd, const void *bytes, size_t n) {
  if (whose(fd) && too_long(fd, lseek(fd, 0, SEEK_CUR) + (off_t)n)) return errno = ENOSPC, -1;
  return syscall(SYS_write, fd, bytes, n);
}

int ftruncate64(int fd, off_t size) {
  if (too_long(fd, size)) return errno = ENOSPC, -1;
  return syscall(SYS_ftruncate, fd, size);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int unsynced(int fd) {
  int which = whose(fd);
  return (which == 1 && trouble_is("failing")) || (which && trouble_is("dead"));
}
int fsync(int fd) {
  if (unsynced(fd)) return errno = EIO, -1;
  return syscall(SYS_fsync, fd);
}
int fdatasync(int fd) {
  if (unsynced(fd)) return errno = EIO, -1;
  return syscall(SYS_fdatasync, fd);
}
