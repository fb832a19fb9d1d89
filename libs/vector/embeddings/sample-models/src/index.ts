export type { TensorToWrite } from './model-folder.ts';
export { float32, folderOf, safetensors, safetensorsOf, wordPieces } from './model-folder.ts';
export type { EncoderToWrite } from './onnx-model.ts';
export { encoder } from './onnx-model.ts';
export { vocabulary } from './vocabulary.ts';
