# docker: Failed
# wasm: Failed
def double(x):
    import socket
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))
    return 2 * x
