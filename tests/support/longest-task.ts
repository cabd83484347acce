import type { Page } from '@playwright/test';

/** What is used here of an event of Chromium's tracing; times in microseconds. */
interface TraceEvent {
	name: string;
	pid: number;
	tid: number;
	/** The processor's time of a task; `dur` would be that of the clock. */
	tdur?: number;
	args: { name?: string };
}

const TASK = 'ThreadControllerImpl::RunTask';

/**
 * The longest task of a page while something is done there, in milliseconds of the processor: what
 * other tests, which run beside, take of the machine does not count.
 */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
	const browser = page.context().browser();
	if (!browser) throw new Error('A page without a browser');
	await browser.startTracing(page, { categories: ['toplevel'] });
	await act();
	const trace = (await browser.stopTracing()).toString('utf8');
	const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
	const threadOf = ({ pid, tid }: TraceEvent) => `${String(pid)} ${String(tid)}`;
	const ofPages = new Set(
		traceEvents
			.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
			.map(threadOf)
	);
	const tasks = traceEvents.filter((event) => event.name === TASK && ofPages.has(threadOf(event)));
	if (tasks.length === 0) throw new Error('No task was seen');
	return Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000);
}
