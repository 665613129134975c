# docker: Failed Crashed
# wasm: Failed
def double(x):
    import os
    os.fork()
    return None
