// One thread of npm run fuzz: takes its part from workerData, tells the number of requests on the way, and its result last.
import { parentPort, workerData } from 'node:worker_threads';
import { fuzz } from './fuzz/fuzz';
import { recordedDocuments } from './fuzz/recorded-plan';

const given: unknown = workerData;
const numberIn = (name: string): number => {
  const value =
    typeof given === 'object' && given !== null ? new Map<string, unknown>(Object.entries(given)).get(name) : undefined;
  if (typeof value !== 'number') throw new Error(`a worker needs the number ${name}`);
  return value;
};

const part = { first: numberIn('first'), step: numberIn('step'), requests: numberIn('requests') };
const result = await fuzz({ ...part, pool: recordedDocuments() }, (requests) => parentPort?.postMessage({ requests }));
parentPort?.postMessage({ result });
