// SPDX-License-Identifier: MIT
// A disk that fails on demand (and a clock that jumps: faultclock.c), put under a program by LD_PRELOAD.
//
//   FAULTSHIM_WATCH=/dir     files under it are concerned, no others
//   FAULTSHIM_SHADOW=/dir2   receives what was fsynced and nothing else: what a power cut leaves (optional)
//   FAULTSHIM_CONTROL=/file  a struct Control, written by the harness while the program runs (optional)
//
// Simplifications: what is fsynced once is safe, a new name, a rename and an unlink are safe at once; sectors do not
// tear, except that a kill may come in the middle of an fsync. Files that are only mapped (SQLite's -shm) are not seen.
#define _GNU_SOURCE
#include "faultshim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_DESCRIPTORS 65536
#define MAX_FILES 512
#define MAX_SPANS 4096

struct Span {
    off_t from, to;
};
struct File { // by its name: whoever fsyncs it, through whatever descriptor, keeps what all have written
    char *path;
    struct Span *spans;
    int count;
    int whole; // too many spans: copy everything
    int reader;
};

static struct File files[MAX_FILES];
static struct File *descriptors[MAX_DESCRIPTORS]; // NULL: not watched
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char watch[PATH_MAX], shadow[PATH_MAX];
static struct Control none;
struct Control *control = &none;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) \
    *(void **)&real = dlsym(RTLD_NEXT, name)

static int realOpen(const char *path, int flags, mode_t mode)
{
    REAL(int, "open64", const char *, int, ...);
    return real(path, flags, mode);
}
static ssize_t realPwrite(int fd, const void *data, size_t size, off_t at)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return real(fd, data, size, at);
}
static int realTruncate(int fd, off_t size)
{
    REAL(int, "ftruncate64", int, off_t);
    return real(fd, size);
}
static int realClose(int fd)
{
    REAL(int, "close", int);
    return real(fd);
}

__attribute__((constructor)) static void begin(void)
{
    const char *value = getenv("FAULTSHIM_WATCH");
    if (value && !realpath(value, watch))
        watch[0] = 0;
    value = getenv("FAULTSHIM_SHADOW");
    if (value && !realpath(value, shadow))
        shadow[0] = 0;
    value = getenv("FAULTSHIM_CONTROL");
    if (!value)
        return;
    const int fd = realOpen(value, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0)
        return;
    void *at = mmap(NULL, sizeof(struct Control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED)
        control = at;
    realClose(fd);
}

// The absolute form of a path whose last part need not exist; 0 when it is not watched.
static int resolve(const char *path, char *out)
{
    char folder[PATH_MAX], full[PATH_MAX];
    if (!watch[0] || !path || strlen(path) >= PATH_MAX)
        return 0;
    strcpy(folder, path);
    char *slash = strrchr(folder, '/');
    const char *name = slash ? path + (slash - folder) + 1 : path;
    if (slash)
        *slash = 0;
    const int saved = errno;
    const char *found = realpath(slash ? (folder[0] ? folder : "/") : ".", full);
    errno = saved;
    if (!found || snprintf(out, PATH_MAX, "%s/%s", full, name) >= PATH_MAX)
        return 0;
    const size_t length = strlen(watch);
    return strncmp(out, watch, length) == 0 && out[length] == '/';
}

static int shadowOf(const char *path, char *out)
{
    return shadow[0] && snprintf(out, PATH_MAX, "%s%s", shadow, path + strlen(watch)) < PATH_MAX;
}

static void makeFolders(char *path)
{
    for (char *at = path + strlen(shadow) + 1; (at = strchr(at, '/')); ++at) {
        *at = 0;
        mkdir(path, 0755);
        *at = '/';
    }
}

static struct File *find(const char *path)
{
    for (int i = 0; i < MAX_FILES; ++i)
        if (files[i].path && strcmp(files[i].path, path) == 0)
            return &files[i];
    return NULL;
}

static struct File *findOrAdd(const char *path)
{
    struct File *file = find(path);
    for (int i = 0; !file && i < MAX_FILES; ++i)
        if (!files[i].path) {
            files[i].path = strdup(path);
            files[i].reader = -1;
            // An earlier program may have written to it and been killed before its fsync: the first of ours flushes that too.
            files[i].whole = 1;
            file = &files[i];
        }
    return file;
}

static void opened(int fd, const char *path, int flags)
{
    char full[PATH_MAX], unnamed[PATH_MAX];
    if ((flags & O_TMPFILE) == O_TMPFILE) { // gets its name by linkat() when it is whole: QSaveFile does it so
        static unsigned count;
        if (snprintf(unnamed, PATH_MAX, "%s/.unnamed-%d-%u", path, (int)getpid(), __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED)) >= PATH_MAX)
            return;
        path = unnamed;
        flags = 0;
    }
    if (fd < 0 || fd >= MAX_DESCRIPTORS || !watch[0])
        return;
    pthread_mutex_lock(&lock);
    descriptors[fd] = NULL;
    if (!(flags & O_DIRECTORY) && resolve(path, full)) {
        descriptors[fd] = findOrAdd(full);
        if (descriptors[fd] && (flags & O_TRUNC))
            descriptors[fd]->whole = 1;
    }
    pthread_mutex_unlock(&lock);
}

static int isWatched(int fd)
{
    return fd >= 0 && fd < MAX_DESCRIPTORS && descriptors[fd];
}

static void wrote(int fd, off_t from, off_t to)
{
    if (!shadow[0])
        return;
    pthread_mutex_lock(&lock);
    struct File *file = descriptors[fd];
    if (!file->spans)
        file->spans = malloc(sizeof(struct Span) * MAX_SPANS);
    if (!file->spans || file->count == MAX_SPANS)
        file->whole = 1;
    else if (file->count && file->spans[file->count - 1].to == from)
        file->spans[file->count - 1].to = to;
    else
        file->spans[file->count++] = (struct Span){from, to};
    pthread_mutex_unlock(&lock);
}

static int refuse(int code)
{
    __atomic_add_fetch(&control->refusals, 1, __ATOMIC_RELAXED);
    errno = code;
    return -1;
}

// 0 when the write may go on.
static int refuseWrite(int fd, off_t end)
{
    struct stat state;
    if (!isWatched(fd))
        return 0;
    if (control->writeFails)
        return refuse(control->writeFails > 1 ? EROFS : EIO);
    if (control->noSpace > 1 || (control->noSpace && fstat(fd, &state) == 0 && end > state.st_size))
        return refuse(ENOSPC);
    return 0;
}

static int copySpan(int from, int to, off_t at, off_t end)
{
    char block[65536];
    while (at < end) {
        const size_t want = end - at < (off_t)sizeof block ? (size_t)(end - at) : sizeof block;
        const ssize_t got = pread(from, block, want, at);
        if (got <= 0)
            return got == 0 ? 0 : -1;
        if (realPwrite(to, block, (size_t)got, at) != got)
            return -1;
        at += got;
    }
    return 0;
}

static int keep(int fd)
{
    char path[PATH_MAX];
    struct stat state;
    struct File *file = descriptors[fd];
    if (!shadowOf(file->path, path) || fstat(fd, &state) != 0)
        return 0;
    makeFolders(path);
    const int to = realOpen(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (to < 0)
        return -1;
    // Never open and close it by name: that would drop the program's own record locks (POSIX).
    int from = fd;
    if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
        if (file->reader < 0)
            file->reader = realOpen(file->path, O_RDONLY | O_CLOEXEC, 0);
        from = file->reader;
    }
    int result = from < 0 ? -1 : 0;
    if (from >= 0 && file->whole)
        result = copySpan(from, to, 0, state.st_size);
    for (int i = 0; from >= 0 && !file->whole && i < file->count && result == 0; ++i)
        result = copySpan(from, to, file->spans[i].from, file->spans[i].to);
    if (result == 0)
        result = realTruncate(to, state.st_size);
    realClose(to);
    if (result == 0)
        file->count = file->whole = 0;
    return result;
}

static int synced(int fd, const char *name)
{
    int (*real)(int);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    if (!isWatched(fd))
        return real(fd);
    __atomic_add_fetch(&control->syncs, 1, __ATOMIC_RELAXED);
    for (int slept = 0; slept < control->syncMs; slept += 10) // until it is told another time
        usleep(10000);
    if (control->syncFails) { // as Linux does: the pages count as clean from here on, and are never written
        descriptors[fd]->count = descriptors[fd]->whole = 0;
        return refuse(EIO);
    }
    if (control->syncLies)
        return 0;
    if (!shadow[0])
        return real(fd);
    pthread_mutex_lock(&lock);
    const int result = keep(fd);
    pthread_mutex_unlock(&lock);
    return result;
}

// Opening and closing

#define OPEN_BODY(flagsArgument) \
    mode_t mode = 0; \
    if ((flagsArgument) & (O_CREAT | __O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flagsArgument); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...)
{
    OPEN_BODY(flags)
    const int fd = realOpen(path, flags, mode);
    opened(fd, path, flags);
    return fd;
}
int open64(const char *path, int flags, ...)
{
    OPEN_BODY(flags)
    const int fd = realOpen(path, flags, mode);
    opened(fd, path, flags);
    return fd;
}
static int openFrom(int folder, const char *path, int flags, mode_t mode)
{
    REAL(int, "openat64", int, const char *, int, ...);
    const int fd = real(folder, path, flags, mode);
    if (folder == AT_FDCWD || path[0] == '/')
        opened(fd, path, flags);
    return fd;
}
int openat(int folder, const char *path, int flags, ...)
{
    OPEN_BODY(flags)
    return openFrom(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...)
{
    OPEN_BODY(flags)
    return openFrom(folder, path, flags, mode);
}
int close(int fd)
{
    if (isWatched(fd)) {
        pthread_mutex_lock(&lock);
        descriptors[fd] = NULL;
        pthread_mutex_unlock(&lock);
    }
    return realClose(fd);
}

// Writing

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at)
{
    if (refuseWrite(fd, at + (off_t)size))
        return -1;
    const ssize_t done = realPwrite(fd, data, size, at);
    if (done > 0 && isWatched(fd))
        wrote(fd, at, at + done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
    return pwrite64(fd, data, size, at);
}
ssize_t write(int fd, const void *data, size_t size)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!isWatched(fd))
        return real(fd, data, size);
    struct stat state;
    off_t at = lseek(fd, 0, SEEK_CUR);
    if ((fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &state) == 0)
        at = state.st_size;
    if (refuseWrite(fd, at + (off_t)size))
        return -1;
    const ssize_t done = real(fd, data, size);
    if (done > 0)
        wrote(fd, at, at + done);
    return done;
}
int ftruncate64(int fd, off_t size)
{
    if (refuseWrite(fd, size))
        return -1;
    return realTruncate(fd, size);
}
int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}
int posix_fallocate64(int fd, off_t from, off_t size)
{
    REAL(int, "posix_fallocate64", int, off_t, off_t);
    if (refuseWrite(fd, from + size))
        return errno;
    return real(fd, from, size);
}
int posix_fallocate(int fd, off_t from, off_t size)
{
    return posix_fallocate64(fd, from, size);
}
int fsync(int fd)
{
    return synced(fd, "fsync");
}
int fdatasync(int fd)
{
    return synced(fd, "fdatasync");
}

// Names

int unlink(const char *path)
{
    REAL(int, "unlink", const char *);
    char full[PATH_MAX], copy[PATH_MAX];
    const int result = real(path);
    if (result == 0 && resolve(path, full) && shadowOf(full, copy)) {
        const int saved = errno;
        pthread_mutex_lock(&lock);
        struct File *file = find(full);
        if (file) {
            file->count = file->whole = 0;
            file->reader = -1;
        }
        real(copy);
        pthread_mutex_unlock(&lock);
        errno = saved;
    }
    return result;
}
static void renamed(const char *from, const char *to)
{
    REAL(int, "rename", const char *, const char *);
    char fullFrom[PATH_MAX], fullTo[PATH_MAX], copyFrom[PATH_MAX], copyTo[PATH_MAX];
    if (!resolve(to, fullTo) || !shadowOf(fullTo, copyTo))
        return;
    const int saved = errno;
    pthread_mutex_lock(&lock);
    makeFolders(copyTo);
    // Renamed before it was fsynced: the name is there, the contents are not.
    if (!resolve(from, fullFrom) || !shadowOf(fullFrom, copyFrom) || real(copyFrom, copyTo) != 0) {
        const int fd = realOpen(copyTo, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (fd >= 0)
            realClose(fd);
    }
    struct File *file = find(fullTo);
    if (file) {
        file->whole = 1;
        file->reader = -1;
    }
    errno = saved;
    pthread_mutex_unlock(&lock);
}
int rename(const char *from, const char *to)
{
    REAL(int, "rename", const char *, const char *);
    const int result = real(from, to);
    if (result == 0)
        renamed(from, to);
    return result;
}
int linkat(int fromFolder, const char *from, int toFolder, const char *to, int flags)
{
    REAL(int, "linkat", int, const char *, int, const char *, int);
    const int result = real(fromFolder, from, toFolder, to, flags);
    int fd = *from ? -1 : fromFolder;
    if (result == 0 && (!*from || sscanf(from, "/proc/self/fd/%d", &fd) == 1) && isWatched(fd)) {
        renamed(descriptors[fd]->path, to);
        opened(fd, to, 0);
    }
    return result;
}
int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags)
{
    REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
    const int result = real(fromFolder, from, toFolder, to, flags);
    if (result == 0)
        renamed(from, to); // names from the root or from the working folder: all that Qt uses
    return result;
}
