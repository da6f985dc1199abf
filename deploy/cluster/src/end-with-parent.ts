// Loaded before a service by the process that starts it. When that one is gone, even by SIGKILL, the pipe between them ends, and the
// service stops in order.
process.stdin.resume();
process.stdin.once('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('error', () => {});
(process.stdin as unknown as { unref?(): void }).unref?.();
