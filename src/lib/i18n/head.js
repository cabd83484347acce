// The script in the head of every page, before anything is painted. It stands in the HTML itself,
// allowed by its hash (svelte.config.js), so it is the same on all pages: what differs between them
// is in attributes of the html element. It
// - starts the fetch of config.json, which the app then takes over, and keeps from it what a later
//   visit needs at once: the operator's language and theme;
// - asks the homeserver of config.json what the form of registration or sign-in will ask it first,
//   so that the answer is there when the app is, which takes it over;
// - asks it likewise what the account's first page shows, where somebody is signed in in this tab;
// - fetches ahead what the page loads next, but only after that first answer: earlier, it would take
//   its share of a slow line from what the form needs;
// - sends a visitor of a page without a language in its path to the right language;
// - keeps a form that is submitted before the app has started.
(function (languages) {
	const html = document.documentElement;
	const { root, page, ahead } = html.dataset;
	const at = (path) => new URL(root + path, location.href);

	const stored = (name) => {
		try {
			return JSON.parse(localStorage.getItem('vestibule.' + name));
		} catch {
			return null;
		}
	};
	const known = (tag) => {
		if (typeof tag !== 'string') return undefined;
		return languages.find((code) => code === tag || code === tag.toLowerCase().split('-')[0]);
	};

	const ask = () =>
		fetch(at('/config.json'), { cache: 'no-cache', signal: AbortSignal.timeout(10000) })
			.then(async (answer) => ({ status: answer.status, text: await answer.text() }))
			.catch(() => undefined);
	const early = { ask, config: ask(), asked: new Map() };
	window.__vestibule = early;

	early.config.then(() => {
		for (const path of ahead?.split(' ') ?? []) {
			const link = document.createElement('link');
			link.rel = 'modulepreload';
			link.href = at(path).href;
			document.head.append(link);
		}
	});

	addEventListener(
		'submit',
		(event) => {
			if (early.live) return;
			event.preventDefault();
			early.form = event.target.id;
			event.submitter?.setAttribute('aria-busy', 'true');
		},
		true
	);

	const wear = (theme) => {
		if (theme === 'light' || theme === 'dark') html.dataset.theme = theme;
	};
	const operator = stored('operator');
	wear(operator?.theme);
	const file = early.config.then((answer) =>
		answer.status === 404 ? {} : JSON.parse(answer.text)
	);
	const told = file
		.then(({ default_language: language, default_theme: theme }) => {
			localStorage.setItem('vestibule.operator', JSON.stringify({ language, theme }));
			wear(theme);
			return language;
		})
		.catch(() => undefined);

	const json = { headers: { 'Content-Type': 'application/json' } };
	const begin = (method, url, more) => {
		const answer = fetch(url, {
			...{ method, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' },
			...{ signal: AbortSignal.timeout(20000), ...more }
		});
		answer.catch(() => undefined);
		early.asked.set(method + ' ' + url, answer);
	};
	const askHomeserver = ({ default_server_config: server }) => {
		const { protocol, origin, pathname } = new URL(server['m.homeserver'].base_url);
		if (!/^https?:$/.test(protocol)) return;
		const api = (origin + pathname).replace(/\/+$/, '') + '/_matrix/client/v3/';
		if (page === '/register') begin('POST', api + 'register', { ...json, body: '{}' });
		begin('GET', api + 'login');
	};
	// The session of this tab, unless its token has to be renewed before.
	const askAccount = () => {
		const account = JSON.parse(sessionStorage.getItem('vestibule.account'));
		const { server, userId, accessToken, expiresAt } = account;
		if (expiresAt < Date.now() + 30000 || !/^https?:/.test(server.baseUrl)) return;
		const api = server.baseUrl + '/_matrix/client/';
		const user = encodeURIComponent(userId);
		const headers = { Authorization: 'Bearer ' + accessToken };
		const body = JSON.stringify({ device_keys: { [userId]: [] } });
		begin('GET', `${api}v3/user/${user}/account_data/m.secret_storage.default_key`, { headers });
		begin('POST', api + 'v3/keys/query', { headers: { ...headers, ...json.headers }, body });
		for (const path of ['room_keys/version', 'account/3pid', 'devices', 'capabilities'])
			begin('GET', api + 'v3/' + path, { headers });
		begin('GET', api + 'v1/auth_metadata');
	};
	// Whoever is signed in here has the right language mostly: there is nothing to wait for.
	if (page === '/account' && !/[?&]action=/.test(location.search))
		try {
			askAccount();
		} catch {}
	const stay = () => {
		// Whoever comes back to something begun, or names another homeserver, needs no such answer.
		const elsewhere = /[?&](homeserver|loginToken)=/.test(location.search);
		const begun = page === '/register' && stored('waiting.register');
		if (!/^\/(register|login)$/.test(page) || elsewhere || begun) return;
		file.then(askHomeserver).catch(() => undefined);
	};

	if (html.lang !== languages[0]) return stay();

	const own = navigator.languages.map(known).find(Boolean) ?? languages[0];
	let touched = false;
	addEventListener('input', () => (touched = true), { capture: true, once: true });

	const hide = () => (html.style.visibility = 'hidden');
	const show = () => html.style.removeProperty('visibility');
	const choose = (language) => {
		// What somebody has begun to type is worth more than the language that the operator likes.
		if (language === languages[0] || touched) {
			show();
			return stay();
		}
		hide();
		// Should the other page not come.
		setTimeout(show, 3000);
		const path = '/' + language + (page === '/' ? '' : page);
		location.replace(at(path).pathname + location.search + location.hash);
	};

	const chosen = known(stored('language'));
	if (chosen || operator) return choose(chosen ?? known(operator.language) ?? own);

	// The first visit. A reader of this language reads at once, and goes on to the operator's where
	// that is another; for others this page would be a foreign one, so it waits for the answer.
	if (own !== languages[0]) hide();
	const patience = new Promise((resolve) => setTimeout(resolve, 1000));
	Promise.race([told, patience]).then((language) => choose(known(language) ?? own));
})(__LANGUAGES__);
