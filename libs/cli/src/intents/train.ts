import { writeFileSync } from 'node:fs';
import { saveIntentModel, trainIntents } from '@attune/language';
import { encoderFor, examplesIn, packIn, toLearn } from './intent-pack';

/** Trains the model of a pack and writes it to a file, which `ATTUNE_INTENT_MODEL` hands to the intent service. */
export async function runTrain(dir: string, flags: { out: string; encoder?: string }): Promise<void> {
  const pack = await packIn(dir);
  const encoder = encoderFor(flags.encoder);
  const began = performance.now();
  let told = began;
  const model = trainIntents(toLearn(examplesIn(pack)), {
    ...(encoder && { encoder }),
    onProgress(done, of) {
      if (performance.now() - told < 5000) return;
      told = performance.now();
      console.error(`${Math.round((100 * done) / of)} %`);
    },
  });
  writeFileSync(flags.out, saveIntentModel(model));
  const { examples, intents, accuracy, calibrationError } = model.metrics;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${flags.out}: ${model.name}@${model.version}, ${examples} examples of ${intents} intents in ${seconds} s. ` +
      `On examples held out: accuracy ${accuracy.toFixed(4)}, calibration error ${calibrationError.toFixed(4)}.`,
  );
}
