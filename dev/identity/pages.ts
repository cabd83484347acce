const style = `
	:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
	body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; }
	main { width: min(24rem, 100vw - 2rem); }
	h1 { font-size: 1.44rem; line-height: 1.2; }
	label { display: block; font-weight: 600; margin: 1.5rem 0 0.25rem; }
	input { font: inherit; box-sizing: border-box; width: 100%; min-height: 44px; padding: 0 0.75rem; }
	button { font: inherit; width: 100%; min-height: 44px; margin-top: 0.75rem; cursor: pointer; }
	p { max-width: 66ch; }
`;

/**
 * The page on which a person signs in to the identity provider.
 * @param uid of the interaction, which the page's form is sent back to
 * @param problem what was wrong with the name that was given
 */
export function signInPage(uid: string, problem = ''): string {
	const hint = problem ? `<p role="alert">${escape(problem)}</p>` : '';
	return page(
		'Sign in to Example ID',
		`<p>Example homeserver asks who you are. It learns your name and your email address.
		Any name will do: this is an example on your own computer.</p>
		<form method="post" action="/interaction/${escape(uid)}">
			<label for="name">Your name</label>
			<input id="name" name="name" autocomplete="username" autocapitalize="none" autofocus required />
			${hint}
			<button name="action" value="continue">Continue</button>
			<button name="action" value="cancel" formnovalidate>Cancel</button>
		</form>`
	);
}

/** The page that says what went wrong. */
export function errorPage(sentence: string): string {
	return page('This sign-in cannot go on', `<p>${escape(sentence)}</p>`);
}

function page(title: string, body: string): string {
	return `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8" />
		<meta name="viewport" content="width=device-width, initial-scale=1" />
		<title>${escape(title)}</title>
		<style>${style}</style>
	</head>
	<body>
		<main>
			<h1>${escape(title)}</h1>
			${body}
		</main>
	</body>
</html>`;
}

/** Makes text safe inside HTML and inside its quoted attributes. */
export function escape(text: string): string {
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;'
	};
	return text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
