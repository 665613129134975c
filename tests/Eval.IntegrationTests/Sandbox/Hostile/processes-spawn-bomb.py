# docker: Failed Crashed CpuTimeout WallTimeout MemoryExceeded
# wasm: Failed
def double(x):
    import os, sys
    while True:
        os.posix_spawn('/usr/bin/python3', ['python3', '-c', 'while True: pass'], {})
