import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher.ts';
import { Page } from './page.tsx';
import { executeAt } from './session/gateway.ts';
import { createSessionKeeper } from './session/session-keeper.ts';

const url = new URL('/graphql', location.origin);
const keeper = createSessionKeeper({ execute: executeAt(url.href), storage: sessionStorage, now: Date.now });
addEventListener('pagehide', () => keeper.suspend());
addEventListener('pageshow', (event) => event.persisted && keeper.resume());

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<Page fetcher={createFetcher(url, keeper)} keeper={keeper} />);
