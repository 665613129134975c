# docker: Failed
# wasm: Failed
def double(x):
    import os, signal
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV):
        os.kill(1, number)
    return 2 * x
