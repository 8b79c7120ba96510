/* What a power cut leaves: KEPT/<file> holds only what was synced of each file that begins with STORE. Loaded before a
 * program that writes a store (LD_PRELOAD); after the program was killed, KEPT is the disk as the next start finds it.
 * Everything that was written and not synced is lost at once; torn pages and reordering are not modelled. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { path_size = 1024 };

static void keep(int fd) {
  const char *kept = getenv("KEPT"), *store = getenv("STORE");
  if (!kept || !store) return;
  char link[64], path[path_size], part[path_size * 2], whole[path_size * 2];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  if (strncmp(path, store, strlen(store))) return;
  const char *name = strrchr(path, '/') + 1;
  snprintf(part, sizeof part, "%s/%s.part", kept, name);
  snprintf(whole, sizeof whole, "%s/%s", kept, name);
  int from = open(path, O_RDONLY), to = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  char bytes[1 << 16];
  ssize_t n;
  while (from >= 0 && to >= 0 && (n = read(from, bytes, sizeof bytes)) > 0)
    if (write(to, bytes, n) != n) _exit(99);
  /* Closing a file drops the locks that this process has on it; nobody else has this store open. */
  close(from);
  close(to);
  /* A kill in the middle of the copy leaves the earlier one. */
  rename(part, whole);
  /* A file system with a journal makes earlier removals durable with any later sync. */
  snprintf(part, sizeof part, "%s-journal", store);
  snprintf(whole, sizeof whole, "%s/%s-journal", kept, strrchr(store, '/') + 1);
  if (access(part, F_OK)) unlink(whole);
}

int fsync(int fd) {
  int result = syscall(SYS_fsync, fd);
  if (result == 0) keep(fd);
  return result;
}

int fdatasync(int fd) {
  int result = syscall(SYS_fdatasync, fd);
  if (result == 0) keep(fd);
  return result;
}
