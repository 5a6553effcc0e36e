'use server';

import { defineAction } from '@/lib/handlers/define-action';
import { createTemplateInput, templateParams, updateTemplateInput } from './schema';
import { createTemplate, deleteTemplate, updateTemplate } from './service';

export const createTemplateAction = defineAction(createTemplateInput, createTemplate);

export const updateTemplateAction = defineAction(
  updateTemplateInput.extend(templateParams.shape),
  (scope, { id, ...input }) => updateTemplate(scope, id, input),
);

export const deleteTemplateAction = defineAction(templateParams, async (scope, { id }) => {
  await deleteTemplate(scope, id);
  return null;
});
