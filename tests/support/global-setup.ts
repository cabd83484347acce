import { startTestStack } from '../../dev/stack.ts';

/**
 * Starts, once for all tests, the homeservers and what belongs to them. A stack that runs already
 * (`node dev/stack-cli.ts`) is used when VESTIBULE_STACK holds its addresses.
 */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
	if (process.env.VESTIBULE_STACK) return undefined;
	const siteFolder = process.env.VESTIBULE_BUILD_DIR;
	const stack = await startTestStack(siteFolder ? { siteFolder } : {});
	process.env.VESTIBULE_STACK = JSON.stringify(stack.addresses);
	return () => stack.stop();
}
