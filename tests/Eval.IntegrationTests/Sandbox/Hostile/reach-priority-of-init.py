# docker: Failed
# wasm: Failed
def double(x):
    import os
    os.setpriority(os.PRIO_PROCESS, 1, 19)
    return 2 * x
