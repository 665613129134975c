# docker: Failed
# wasm: Failed
def double(x):
    import os
    os.setuid(0)
    return 2 * x
