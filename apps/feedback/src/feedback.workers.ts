import { forgetUnsentAnswers } from './answering/forget-unsent-answers.worker.ts';

export const feedbackWorkers = [forgetUnsentAnswers];
