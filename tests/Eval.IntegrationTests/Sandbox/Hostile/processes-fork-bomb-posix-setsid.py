# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed CpuTimeout
def double(x):
    import posix
    while True:
        try:
            if posix.fork() == 0:
                posix.setsid()
        except OSError:
            pass
