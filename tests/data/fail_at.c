/* Loaded before the C library: lets the n-th write, sync, rename or removal under a folder fail, or end the process.

   fail_at(folder, number, kind) arms it, made() gives what each call since then did (a letter, and the number of its
   file), and folder_sync_failed() whether the sync of a folder was among those that failed. With KILL half of a write is done and the process is killed; with ONCE
   the n-th call gives EIO, with DEAD every later one too; with FULL every write from the n-th call on gives ENOSPC. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COUNT, KILL, ONCE, DEAD, FULL };
static char folder[4096];
static int number, kind, calls, failed_folder_sync;
static char each_call[65536];

void fail_at(const char *where, int at, int how) {
    strncpy(folder, where, sizeof folder - 1);
    number = at, kind = how, calls = failed_folder_sync = each_call[0] = 0;
}
const char *made(void) { return each_call; }
int folder_sync_failed(void) { return failed_folder_sync; }

static int inside(int handle) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length > 0 && !strncmp(path, folder, strlen(folder));
}
static int named_inside(const char *path) {
    return path[0] != '/' || !strncmp(path, folder, strlen(folder));
}
/* Whether this call fails; a process to be killed is killed where it has nothing to write. */
static int fails(char what, int handle) {
    int is_write = what == 'w';
    size_t length = strlen(each_call);
    if (!folder[0]) return 0;
    calls++;
    snprintf(each_call + length, sizeof each_call - length, "%c%d ", what, handle);
    if (kind == COUNT || calls < number) return 0;
    if (kind == ONCE && calls > number) return 0;
    if (kind == FULL && !is_write) return 0;
    errno = kind == FULL ? ENOSPC : EIO;
    if (kind == KILL && !is_write) raise(SIGKILL);
    return 1;
}
#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define WRITE(name, offset_type)                                                             \
    ssize_t name(int handle, const void *data, size_t size, offset_type at) {                \
        REAL(name);                                                                          \
        if (folder[0] && inside(handle) && fails('w', handle)) {                                 \
            if (kind != KILL) return -1;                                                     \
            real(handle, data, size / 2, at);                                                \
            raise(SIGKILL);                                                                  \
        }                                                                                    \
        return real(handle, data, size, at);                                                 \
    }
WRITE(pwrite, off_t)
WRITE(pwrite64, off64_t)

ssize_t write(int handle, const void *data, size_t size) {
    REAL(write);
    if (folder[0] && inside(handle) && fails('w', handle)) {
        if (kind != KILL) return -1;
        real(handle, data, size / 2);
        raise(SIGKILL);
    }
    return real(handle, data, size);
}
static int sync_fails(int handle) {
    struct stat status;
    if (!folder[0] || !inside(handle) || !fails('s', handle)) return 0;
    failed_folder_sync |= !fstat(handle, &status) && S_ISDIR(status.st_mode);
    errno = EIO;
    return 1;
}
/* What does not fail is not carried out either: no power is cut in tests. */
int fsync(int handle) { return sync_fails(handle) ? -1 : 0; }
int fdatasync(int handle) { return sync_fails(handle) ? -1 : 0; }
int ftruncate(int handle, off_t size) {
    REAL(ftruncate);
    return folder[0] && inside(handle) && fails('t', handle) ? -1 : real(handle, size);
}
int ftruncate64(int handle, off64_t size) {
    REAL(ftruncate64);
    return folder[0] && inside(handle) && fails('t', handle) ? -1 : real(handle, size);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    return folder[0] && named_inside(to) && fails('r', 0) ? -1 : real(from, to);
}
int link(const char *from, const char *to) {
    REAL(link);
    return folder[0] && named_inside(to) && fails('l', 0) ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(unlink);
    return folder[0] && named_inside(path) && fails('u', 0) ? -1 : real(path);
}
