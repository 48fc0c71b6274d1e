/* Kills the process at its n-th change of a file: loaded before libc, it counts what Python and DuckDB ask of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long changes, last;

/* 0: only count. Half of a write is done before the kill, as a power cut would. */
void kill_at(long n) { atomic_store(&changes, 0); atomic_store(&last, n); }
long changes_so_far(void) { return atomic_load(&changes); }

static int is_file(int fd) {
  struct stat s;
  return fd > 2 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode);
}

static int due(void) {
  long n = atomic_load(&last);
  return atomic_fetch_add(&changes, 1) + 1 == n && n > 0;
}

static void end(void) { kill(getpid(), SIGKILL); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
  if (is_file(fd) && due()) { REAL(write)(fd, data, size / 2); end(); }
  return REAL(write)(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  if (is_file(fd) && due()) { REAL(pwrite)(fd, data, size / 2, at); end(); }
  return REAL(pwrite)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  if (is_file(fd) && due()) { REAL(pwrite64)(fd, data, size / 2, at); end(); }
  return REAL(pwrite64)(fd, data, size, at);
}

int fsync(int fd) { if (due()) end(); return REAL(fsync)(fd); }
int fdatasync(int fd) { if (due()) end(); return REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t size) { if (due()) end(); return REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { if (due()) end(); return REAL(ftruncate64)(fd, size); }
int unlink(const char *path) { if (due()) end(); return REAL(unlink)(path); }
int rename(const char *from, const char *to) { if (due()) end(); return REAL(rename)(from, to); }
int mkdir(const char *path, mode_t mode) { if (due()) end(); return REAL(mkdir)(path, mode); }
int rmdir(const char *path) { if (due()) end(); return REAL(rmdir)(path); }
