# docker: Failed
# wasm: Failed
def double(x):
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return 2 * x
