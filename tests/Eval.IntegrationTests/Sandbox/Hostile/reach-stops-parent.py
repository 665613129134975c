# docker: Failed
# wasm: Failed
def double(x):
    import os, signal
    os.kill(os.getppid(), signal.SIGSTOP)
    return 2 * x
