import { cases as uploadFaults } from './cases/upload-faults.ts';
import { runClientCases } from './client-case.ts';

runClientCases('uploads and their faults', uploadFaults);
