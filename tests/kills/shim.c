/* Kills the process at its n-th change of a file, and sets its clock: loaded before libc, it sees what Python, DuckDB
   and every child process ask of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_long changes, last, torn, shift_s, frozen_s;

/* Count from 0 on and die at change n (0: only count); of a write so many thousandths are done before. */
void kill_at(long n, long thousandths) {
  atomic_store(&changes, 0);
  atomic_store(&torn, thousandths);
  atomic_store(&last, n);
}

long changes_so_far(void) { return atomic_load(&changes); }

/* The clock runs so many seconds ahead; children started with DIEMTIN_TEST_SHIFT_S inherit it. */
void shift_clock(long seconds) { atomic_store(&frozen_s, 0); atomic_store(&shift_s, seconds); }

/* The clock stands still at a moment of the epoch, so that two runs write the same bytes. */
void freeze_clock(long moment) { atomic_store(&frozen_s, moment); }

__attribute__((constructor)) static void begin(void) {
  const char *given = getenv("DIEMTIN_TEST_SHIFT_S");
  if (given) shift_clock(atol(given));
}

static void end(void) { kill(getpid(), SIGKILL); pause(); }

static int due(void) {
  long n = atomic_load(&last);
  return atomic_fetch_add(&changes, 1) + 1 == n && n > 0;
}

static int is_file(int fd) {
  struct stat s;
  return fd > 2 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode);
}

static size_t done_of(size_t size) { return size * (size_t)atomic_load(&torn) / 1000; }

ssize_t write(int fd, const void *data, size_t size) {
  if (is_file(fd) && due()) { REAL(write)(fd, data, done_of(size)); end(); }
  return REAL(write)(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  if (is_file(fd) && due()) { REAL(pwrite)(fd, data, done_of(size), at); end(); }
  return REAL(pwrite)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  if (is_file(fd) && due()) { REAL(pwrite64)(fd, data, done_of(size), at); end(); }
  return REAL(pwrite64)(fd, data, size, at);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (is_file(fd) && due()) { REAL(writev)(fd, parts, count / 2); end(); }
  return REAL(writev)(fd, parts, count);
}

ssize_t sendfile(int to, int from, off_t *at, size_t size) {
  if (is_file(to) && due()) { REAL(sendfile)(to, from, at, done_of(size)); end(); }
  return REAL(sendfile)(to, from, at, size);
}

ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
  if (is_file(to) && due()) { REAL(sendfile64)(to, from, at, done_of(size)); end(); }
  return REAL(sendfile64)(to, from, at, size);
}

ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t size, unsigned flags) {
  if (due()) { REAL(copy_file_range)(from, a, to, b, done_of(size), flags); end(); }
  return REAL(copy_file_range)(from, a, to, b, size, flags);
}

int fsync(int fd) { if (due()) end(); return REAL(fsync)(fd); }
int fdatasync(int fd) { if (due()) end(); return REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t size) { if (due()) end(); return REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { if (due()) end(); return REAL(ftruncate64)(fd, size); }
int truncate(const char *path, off_t size) { if (due()) end(); return REAL(truncate)(path, size); }
int truncate64(const char *path, off64_t size) { if (due()) end(); return REAL(truncate64)(path, size); }
int unlink(const char *path) { if (due()) end(); return REAL(unlink)(path); }
int unlinkat(int at, const char *path, int flags) { if (due()) end(); return REAL(unlinkat)(at, path, flags); }
int remove(const char *path) { if (due()) end(); return REAL(remove)(path); }
int rename(const char *from, const char *to) { if (due()) end(); return REAL(rename)(from, to); }
int link(const char *from, const char *to) { if (due()) end(); return REAL(link)(from, to); }
int mkdir(const char *path, mode_t mode) { if (due()) end(); return REAL(mkdir)(path, mode); }
int rmdir(const char *path) { if (due()) end(); return REAL(rmdir)(path); }
int chmod(const char *path, mode_t mode) { if (due()) end(); return REAL(chmod)(path, mode); }

#define OPENING(name)                                                    \
  int name(const char *path, int flags, ...) {                           \
    va_list more;                                                        \
    va_start(more, flags);                                               \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                        \
    if (flags & (O_CREAT | O_TRUNC) && due()) end();                     \
    return REAL(name)(path, flags, mode);                                \
  }
OPENING(open)
OPENING(open64)

/* One thread to a database: its n-th change is the same one every time. */
int get_nprocs(void) { return 1; }

static int set_by_us(struct timespec *now) {
  long frozen = atomic_load(&frozen_s);
  now->tv_sec = frozen ? frozen : now->tv_sec + atomic_load(&shift_s);
  if (frozen) now->tv_nsec = 0;
  return 0;
}

int clock_gettime(clockid_t which, struct timespec *now) {
  int failed = REAL(clock_gettime)(which, now);
  return failed || (which != CLOCK_REALTIME && which != CLOCK_REALTIME_COARSE) ? failed : set_by_us(now);
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec exact;
  clock_gettime(CLOCK_REALTIME, &exact);
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  (void)zone;
  return 0;
}

time_t time(time_t *kept) {
  struct timespec exact;
  clock_gettime(CLOCK_REALTIME, &exact);
  if (kept) *kept = exact.tv_sec;
  return exact.tv_sec;
}
