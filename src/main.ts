import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { guideHmacWorkspace } from './scenarios/guide-hmac';
import { Playground } from './ui/state/playground.svelte';
import { emptyWorkspace } from './workspace/workspace';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html lacks #app');
const startsEmpty = new URLSearchParams(location.search).has('new');
const playground = new Playground(startsEmpty ? emptyWorkspace() : guideHmacWorkspace());
mount(App, { target, props: { playground } });
