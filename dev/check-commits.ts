import { spawnSync } from 'node:child_process';
import { subjectFault } from './checks/commit-subjects.ts';
import { repository } from './state.ts';

/** Runs git; undefined when it fails: no repository, no upstream, no such branch. */
function git(...args: string[]): string | undefined {
	const { status, stdout } = spawnSync('git', args, { cwd: repository, encoding: 'utf8' });
	return status === 0 ? stdout.trim() : undefined;
}

/** Whole history where it counts; elsewhere what the author can still change. */
function range(): string {
	if (process.env.CI) return 'HEAD';
	const known = ['@{upstream}', 'origin/HEAD', 'origin/main'];
	const upstream = known.find(
		(name) => git('rev-parse', '--verify', '--quiet', name) !== undefined
	);
	return upstream === undefined ? 'HEAD' : `${upstream}..HEAD`;
}

const log = git('log', '--no-merges', '--format=%h%x09%s', range());
if (log === undefined) console.error('This is no git repository: there are no commits to check.');

const faults = (log ?? '')
	.split('\n')
	.filter((line) => line !== '')
	.flatMap((line) => {
		const [hash, ...rest] = line.split('\t');
		const subject = rest.join('\t');
		const fault = subjectFault(subject);
		return fault === undefined ? [] : [`${hash ?? ''} "${subject}" ${fault}.`];
	});
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
