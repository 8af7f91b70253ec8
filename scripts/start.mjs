// npm start: installs what is missing and serves the app, with changes shown as they are saved.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing, root } from './install.mjs';

installMissing();
// In this process, so that who ends it ends the server.
await import(pathToFileURL(path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')).href);
