import { parentPort, workerData } from 'node:worker_threads';
import { freePorts } from '../free-port.ts';

/** For a test: a thread that takes so many ports and stays. It has its own copy of the module, and begins where others do. */
parentPort?.ref();
parentPort?.postMessage(await freePorts(workerData));
