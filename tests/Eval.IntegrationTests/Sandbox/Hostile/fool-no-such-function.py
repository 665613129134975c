# docker: Failed
# wasm: Failed
def twice(x):
    return 2 * x
