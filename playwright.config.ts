import { defineConfig } from '@playwright/test';
import { leanChromiumFlags, findChromium } from './dev/chromium.ts';

const executablePath = findChromium();
const minute = 60_000;

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	globalSetup: './tests/support/global-setup.ts',
	fullyParallel: true,
	workers: 2,
	retries: 0,
	forbidOnly: true,
	timeout: minute,
	expect: { timeout: minute / 6 },
	reporter: 'list',
	use: {
		browserName: 'chromium',
		locale: 'en-GB',
		launchOptions: {
			args: [...leanChromiumFlags],
			...(executablePath !== undefined && { executablePath })
		},
		// A trace and a picture hold passwords: only for whoever asks for them at their own desk.
		trace: process.env.VESTIBULE_TRACE === '1' ? 'on' : 'off',
		screenshot: 'off',
		video: 'off'
	}
});
