/**
 * Waits until the program is to end: Ctrl-C, a closed terminal, a signal, or the end of the program
 * that started it. A second Ctrl-C, later, ends it at once.
 */
export function untilTold(): Promise<void> {
	return new Promise((done) => {
		const parent = process.ppid;
		let first = 0;
		const tell = () => {
			first ||= Date.now();
			// One Ctrl-C can arrive more than once: from the terminal, and forwarded by npm.
			if (Date.now() - first > 2000) process.exit(130);
			clearInterval(watch);
			done();
		};
		// A starter that was killed forwards nothing.
		const watch = setInterval(() => process.ppid !== parent && tell(), 1000);
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, tell);
	});
}
