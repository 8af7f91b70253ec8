import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { guideHmacWorkspace } from './scenarios/guide-hmac';
import { ScenarioPlayer } from './ui/scenarios/scenario-player.svelte';
import { Playground } from './ui/state/playground.svelte';
import { emptyWorkspace } from './workspace/workspace';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html lacks #app');
const asked = new URLSearchParams(location.search);
const playground = new Playground(asked.has('new') ? emptyWorkspace() : guideHmacWorkspace());
const scenarios = new ScenarioPlayer(playground);
mount(App, { target, props: { playground, scenarios } });
const scenario = asked.get('scenario');
if (scenario !== null) void scenarios.openById(scenario);
