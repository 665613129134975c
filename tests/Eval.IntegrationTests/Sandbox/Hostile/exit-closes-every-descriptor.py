# docker: Crashed
# wasm: Crashed Failed
def double(x):
    import os
    os.closerange(0, 256)
