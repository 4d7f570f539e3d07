import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  InstallationCheck,
  isTemplateForRequests,
} from 'backstage-plugin-session-manager-common';
import { okCheck, problemCheck, unknownCheck } from './checkResults';

const CREATE = 'session-manager:role:create';

/** The actions that create a role, or request one. */
const CREATING = [
  CREATE,
  'session-manager:roles:create',
  'session-manager:request:create',
];

interface TemplateStep {
  action?: string;
}

/** Whether the catalog has the templates that people and the portal start. */
export function templateChecks(
  templates: readonly Entity[] | { reason: string },
  {
    requestTemplateRef,
    roleTemplateRef,
    requiresApproval,
  }: {
    requestTemplateRef: string;
    roleTemplateRef: string;
    /** Whether any account requires an approval. */
    requiresApproval: boolean;
  },
): InstallationCheck[] {
  if ('reason' in templates) {
    return [
      unknownCheck(
        { id: 'templates' },
        {
          sentence: `The templates of the catalog could not be read: ${templates.reason}`,
          remedy: 'Check that the catalog has started, and check again.',
        },
      ),
    ];
  }
  const byRef = new Map(
    templates.map(template => [stringifyEntityRef(template), template]),
  );
  const templateOf = (ref: string) => byRef.get(ref.toLocaleLowerCase('en-US'));
  return [
    formsCheck(templates),
    roleTemplateCheck(templateOf(roleTemplateRef), roleTemplateRef),
    requiresApproval
      ? requestTemplateCheck(templateOf(requestTemplateRef), requestTemplateRef)
      : okCheck(
          { id: 'request-template' },
          {
            sentence:
              'No account requires an approval, so no template for approved requests is needed.',
          },
        ),
  ];
}

function formsCheck(templates: readonly Entity[]): InstallationCheck {
  const subject = { id: 'templates' } as const;
  const forms = templates.filter(
    template => creates(template) && !isTemplateForRequests(template),
  );
  return forms.length > 0
    ? okCheck(subject, {
        sentence: `Templates that create or request a role: ${forms
          .map(({ metadata: { name } }) => name)
          .sort()
          .join(', ')}.`,
      })
    : problemCheck(subject, {
        sentence:
          'The catalog has no template that creates or requests a role.',
        remedy:
          'Register the templates in catalog.locations, and allow the kind Template there.',
      });
}

function roleTemplateCheck(
  template: Entity | undefined,
  ref: string,
): InstallationCheck {
  const subject = { id: 'role-template' } as const;
  const remedy =
    'Register the template, or set sessionManager.fleet.templateRef to another one.';
  if (!template) {
    return problemCheck(subject, {
      sentence: `The template ${ref}, by which many roles are changed at once, is not in the catalog.`,
      remedy,
    });
  }
  return creates(template)
    ? okCheck(subject, {
        sentence: `Many roles are changed at once by the template ${ref}.`,
      })
    : problemCheck(subject, {
        sentence: `The template ${ref}, by which many roles are changed at once, creates and requests no role.`,
        remedy,
      });
}

function requestTemplateCheck(
  template: Entity | undefined,
  ref: string,
): InstallationCheck {
  const subject = { id: 'request-template' } as const;
  if (!template) {
    return problemCheck(subject, {
      sentence: `The template ${ref}, which provisions approved requests, is not in the catalog.`,
      remedy:
        'Register the template, or set sessionManager.requests.templateRef to another one.',
    });
  }
  return isTemplateForRequests(template)
    ? okCheck(subject, {
        sentence: `Approved requests are provisioned by the template ${ref}.`,
      })
    : problemCheck(subject, {
        sentence: `The template ${ref} does not provision approved requests.`,
        remedy: `Give it the only parameter requestId, and a step with the action ${CREATE} that has it as input.`,
      });
}

function creates(template: Entity): boolean {
  return stepsOf(template).some(({ action = '' }) => CREATING.includes(action));
}

function stepsOf({ spec }: Entity): TemplateStep[] {
  return Array.isArray(spec?.steps) ? (spec.steps as TemplateStep[]) : [];
}
