# docker: Failed
# wasm: Failed
def double(x):
    import os
    os.setresuid(65533, 65533, 65533)
    return 2 * x
