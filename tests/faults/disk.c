/* A disk that fails below one folder, loaded before libc: full or read-only from the n-th change on, or losing at a
   power cut whatever was not waited for. What a power cut would leave is kept in a second folder: the content of each
   file as of its last fsync (by inode), the names of each folder as of its last fsync. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long changes, from;
static int code;                       /* errno from then on; 0: the power goes */
static char below[PATH_MAX], kept[PATH_MAX];

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* folder: what is watched; shadow: where a power cut's remains are kept, or ""; n = 0: only count */
void disk_fails(const char *folder, const char *shadow, long n, int error) {
  snprintf(below, sizeof below, "%s", folder);
  snprintf(kept, sizeof kept, "%s", shadow);
  code = error;
  atomic_store(&changes, 0);
  atomic_store(&from, n);
}
long disk_changes(void) { return atomic_load(&changes); }

static int under(const char *path) {
  char whole[PATH_MAX];
  if (!below[0] || !path) return 0;
  if (path[0] != '/') { if (!getcwd(whole, sizeof whole)) return 0; path = whole; }
  return strncmp(path, below, strlen(below)) == 0;
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, PATH_MAX - 1);
  if (size < 0) return 0;
  path[size] = 0;
  return under(path);
}

static int watched(int fd) { char path[PATH_MAX]; return below[0] && path_of(fd, path); }

/* 1 when this change must fail with errno set; kills the process when the power goes */
static int due(void) {
  long n = atomic_load(&from), now = atomic_fetch_add(&changes, 1) + 1;
  if (n <= 0 || now < n) return 0;
  if (code == 0) kill(getpid(), SIGKILL);
  errno = code;
  return 1;
}

static void keep_file(int fd, ino_t ino) {
  char to[PATH_MAX + 32], from_path[64], data[65536];
  snprintf(to, sizeof to, "%s/file-%lu", kept, (unsigned long)ino);
  snprintf(from_path, sizeof from_path, "/proc/self/fd/%d", fd);
  int in = REAL(open)(from_path, O_RDONLY), out = REAL(open)(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (ssize_t size; in >= 0 && out >= 0 && (size = read(in, data, sizeof data)) > 0;) REAL(write)(out, data, size);
  if (in >= 0) close(in);
  if (out >= 0) close(out);
}

static void keep_names(const char *path, ino_t ino) {
  char to[PATH_MAX + 32];
  snprintf(to, sizeof to, "%s/names-%lu", kept, (unsigned long)ino);
  int out = REAL(open)(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  DIR *folder = opendir(path);
  for (struct dirent *one; folder && (one = readdir(folder));)
    if (strcmp(one->d_name, ".") && strcmp(one->d_name, "..")) dprintf(out, "%lu %s\n", (unsigned long)one->d_ino, one->d_name);
  if (folder) closedir(folder);
  if (out >= 0) close(out);
}

static void keep(int fd) {
  char path[PATH_MAX];
  struct stat s;
  if (!kept[0] || fstat(fd, &s)) return;
  if (S_ISDIR(s.st_mode) && path_of(fd, path)) keep_names(path, s.st_ino);
  if (S_ISREG(s.st_mode)) keep_file(fd, s.st_ino);
}

/* a name that goes: its inode number must not come back for another file */
static void hold(const char *path) { if (kept[0]) (void)!REAL(open)(path, O_RDONLY | O_CLOEXEC); }

ssize_t write(int fd, const void *data, size_t size) {
  if (fd > 2 && watched(fd) && due()) return -1;
  return REAL(write)(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  if (watched(fd) && due()) return -1;
  return REAL(pwrite)(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  if (watched(fd) && due()) return -1;
  return REAL(pwrite64)(fd, data, size, at);
}
static int synced(int fd, int result) { if (!result) keep(fd); return result; }
int fsync(int fd) { if (!watched(fd)) return REAL(fsync)(fd); if (due()) return -1; return synced(fd, REAL(fsync)(fd)); }
int fdatasync(int fd) { if (!watched(fd)) return REAL(fdatasync)(fd); if (due()) return -1; return synced(fd, REAL(fdatasync)(fd)); }
int ftruncate(int fd, off_t size) { if (watched(fd) && due()) return -1; return REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { if (watched(fd) && due()) return -1; return REAL(ftruncate64)(fd, size); }
/* a full disk still lets go of names; a read-only one does not */
int unlink(const char *path) {
  if (under(path)) { if (due() && code != ENOSPC) return -1; hold(path); }
  return REAL(unlink)(path);
}
int rename(const char *old, const char *new) {
  if (under(new)) { if (due()) return -1; hold(new); }
  return REAL(rename)(old, new);
}
int mkdir(const char *path, mode_t mode) { if (under(path) && due()) return -1; return REAL(mkdir)(path, mode); }
int rmdir(const char *path) {
  if (under(path)) { if (due() && code != ENOSPC) return -1; hold(path); }
  return REAL(rmdir)(path);
}
static int opened(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
  if ((flags & (O_CREAT | O_TRUNC)) && under(path) && due()) return -1;
  return real(path, flags, mode);
}
#define MODE mode_t mode = 0; if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE return opened("open", path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened("open64", path, flags, mode); }
