# docker: Crashed
# wasm: Failed
def double(x):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
    import time
    time.sleep(1)
