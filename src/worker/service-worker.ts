/** The site's one service worker: it keeps the site's files, and hands requests to the made-up hosts to the page. */
import './events';
import 'msw/mockServiceWorker.js';
