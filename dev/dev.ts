import { createServer, type Plugin } from 'vite';
import { repository } from './state.ts';
import { runCommand } from './start/command.ts';

/** Answers `/config.json` before Vite looks for a file. */
function configJson(config: object): Plugin {
	return {
		name: 'vestibule-config',
		enforce: 'pre',
		configureServer({ middlewares }) {
			middlewares.use('/config.json', (_request, response) => {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(config));
			});
		}
	};
}

await runCommand({
	prepare: () => Promise.resolve(),
	async serve({ config }, { portal }) {
		const server = await createServer({
			root: repository,
			clearScreen: false,
			plugins: [configJson(config)],
			server: { port: portal, strictPort: true }
		});
		await server.listen();
		return { url: `http://localhost:${portal}`, stop: () => server.close() };
	}
});
