// The CloudFormation templates of the portal's AWS side.
import {
  BUS_PATTERN,
  IAM_PATTERN,
  IAM_REGIONS,
  REGION_PATTERN,
} from './events.mjs';
import {
  assumeStatement,
  LISTS,
  PLACEHOLDERS,
  provisionerStatements,
  readerStatements,
} from './statements.mjs';
import { attribute, equals, join, not, or, ref, sub, when } from './yaml.mjs';

const VERSION = '2012-10-17';

const OWN_TEXTS = {
  [PLACEHOLDERS.partition]: '${AWS::Partition}',
  [PLACEHOLDERS.accountId]: '${AWS::AccountId}',
  [PLACEHOLDERS.path]: '${RolePath}',
  [PLACEHOLDERS.boundary]: '${PermissionsBoundaryArn}',
  [PLACEHOLDERS.readerRole]: '${ReaderRoleName}',
  [PLACEHOLDERS.provisionerRole]: '${ProvisionerRoleName}',
};

const OWN_LISTS = {
  [LISTS.buckets]: ref('LogBucketArns'),
  [LISTS.keys]: ref('LogKeyArns'),
};

const CONDITIONS = {
  boundary: 'HasBoundary',
  china: 'IsChina',
  buckets: 'HasLogBuckets',
  keys: 'HasLogKeys',
};

/** A statement with the parameters of the template in it. */
function own(value) {
  if (typeof value === 'string') {
    return OWN_LISTS[value] ?? ownText(value);
  }
  if (Array.isArray(value)) {
    return value.map(own);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, own(item)]),
  );
}

function ownText(text) {
  const replaced = text.replace(/<[a-z-]+>/g, found => OWN_TEXTS[found]);
  if (replaced === text) {
    return text;
  }
  const [, name] = /^\$\{(\w+)\}$/.exec(replaced) ?? [];
  return name ? ref(name) : sub(replaced);
}

const policy = statements => ({
  Version: VERSION,
  Statement: statements.map(({ statement, when: needed }) => {
    if (!needed) {
      return own(statement);
    }
    const [[name, isSo]] = Object.entries(needed);
    const none = ref('AWS::NoValue');
    return isSo
      ? when(CONDITIONS[name], own(statement))
      : when(CONDITIONS[name], none, own(statement));
  }),
});

const isGiven = name => not(equals(ref(name), ''));
const isListGiven = name => not(equals(join('', ref(name)), ''));

const text = (Description, more = {}) => ({
  Type: 'String',
  Description,
  ...more,
});
const optional = (Description, more = {}) =>
  text(Description, { Default: '', ...more });
const list = Description => ({
  Type: 'CommaDelimitedList',
  Description,
  Default: '',
});

const ROLE_NAME = '^[A-Za-z0-9+=,.@_-]{1,64}$';

const ROLE_NAMES = {
  ReaderRoleName: text('The name of the reader role', {
    Default: 'backstage-portal-reader',
    AllowedPattern: ROLE_NAME,
  }),
  ProvisionerRoleName: text('The name of the provisioner role', {
    Default: 'backstage-portal',
    AllowedPattern: ROLE_NAME,
  }),
};

const trust = principals => ({
  Version: VERSION,
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: ref(principals) },
      Action: 'sts:AssumeRole',
      Condition: when('HasExternalId', {
        StringEquals: { 'sts:ExternalId': ref('ExternalId') },
      }),
    },
  ],
});

/** The roles of the portal in an account. */
export function accountRoles() {
  const read = {
    PolicyName: 'Read',
    PolicyDocument: policy(readerStatements()),
  };
  const provision = {
    PolicyName: 'Provision',
    PolicyDocument: policy(provisionerStatements()),
  };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'The roles that the Session Manager plugins for Backstage use in this account',
    Parameters: {
      ReaderPrincipalArns: list(
        'ARNs that may assume the reader role: those of the backend, if the scaffolder runs separately. Empty: no reader role, the provisioner role also reads',
      ),
      ProvisionerPrincipalArns: list(
        'ARNs that may assume the provisioner role: those of the scaffolder. Empty: no provisioner role, the portal only reads',
      ),
      ExternalId: optional(
        'The external ID of both roles, as in aws.accounts of the portal. Empty: none',
        { AllowedPattern: '^([A-Za-z0-9+=,.@:/_-]{2,1224})?$' },
      ),
      ...ROLE_NAMES,
      RolePath: text(
        'The path of the roles that the portal creates, as in sessionManager.accounts',
        {
          Default: '/session-manager/',
          AllowedPattern: '^/[!-.0-~]+(/[!-.0-~]+)*/$',
        },
      ),
      PermissionsBoundaryArn: optional(
        'The permissions boundary that each of these roles must have, as in sessionManager.accounts. Empty: none',
        { AllowedPattern: '^(arn:[a-z-]+:iam::[0-9]{12}:policy/.+)?$' },
      ),
      LogBucketArns: list(
        'ARNs of buckets of this account whose policies the portal may change. Empty: none',
      ),
      LogKeyArns: list(
        'ARNs of KMS keys of this account whose policies the portal may change. Empty: none',
      ),
    },
    Conditions: {
      HasReader: isListGiven('ReaderPrincipalArns'),
      HasProvisioner: isListGiven('ProvisionerPrincipalArns'),
      HasExternalId: isGiven('ExternalId'),
      HasBoundary: isGiven('PermissionsBoundaryArn'),
      HasLogBuckets: isListGiven('LogBucketArns'),
      HasLogKeys: isListGiven('LogKeyArns'),
      IsChina: equals(ref('AWS::Partition'), 'aws-cn'),
    },
    Resources: {
      Reader: {
        Type: 'AWS::IAM::Role',
        Condition: 'HasReader',
        Properties: {
          RoleName: ref('ReaderRoleName'),
          Description: 'For the portal, to read Session Manager roles',
          AssumeRolePolicyDocument: trust('ReaderPrincipalArns'),
          Policies: [read],
        },
      },
      Provisioner: {
        Type: 'AWS::IAM::Role',
        Condition: 'HasProvisioner',
        Properties: {
          RoleName: ref('ProvisionerRoleName'),
          Description: 'For the portal, to manage Session Manager roles',
          AssumeRolePolicyDocument: trust('ProvisionerPrincipalArns'),
          Policies: [provision, when('HasReader', ref('AWS::NoValue'), read)],
        },
      },
    },
    Outputs: {
      ReaderRoleArn: {
        Condition: 'HasReader',
        Description: 'The role for the backend',
        Value: attribute('Reader', 'Arn'),
      },
      ProvisionerRoleArn: {
        Condition: 'HasProvisioner',
        Description: 'The role for the scaffolder',
        Value: attribute('Provisioner', 'Arn'),
      },
    },
  };
}

const rule = (properties, target) => ({
  Type: 'AWS::Events::Rule',
  Properties: { ...properties, Targets: [{ Id: 'portal', ...target }] },
});

/** The rules of an account and region that send events to the portal. */
export function accountEvents() {
  const toPortal = {
    Arn: ref('EventBusArn'),
    RoleArn: attribute('Sender', 'Arn'),
  };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'Sends the events of this account and region that change Session Manager roles, or what their sessions depend on, to the portal',
    Parameters: {
      EventBusArn: text(
        'The event bus of the portal, an output of portal.yaml',
        {
          AllowedPattern:
            '^arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$',
        },
      ),
    },
    Conditions: {
      HasEventsOfIam: or(
        ...IAM_REGIONS.map(region => equals(ref('AWS::Region'), region)),
      ),
    },
    Resources: {
      Sender: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Description: 'For EventBridge, to send events to the portal',
          AssumeRolePolicyDocument: {
            Version: VERSION,
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sts:AssumeRole',
              },
            ],
          },
          Policies: [
            {
              PolicyName: 'Send',
              PolicyDocument: {
                Version: VERSION,
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 'events:PutEvents',
                    Resource: ref('EventBusArn'),
                  },
                ],
              },
            },
          ],
        },
      },
      ChangesOfRoles: {
        Condition: 'HasEventsOfIam',
        ...rule(
          {
            Description: 'Changes of roles, to the portal',
            EventPattern: IAM_PATTERN,
          },
          toPortal,
        ),
      },
      ChangesOfEnvironments: rule(
        {
          Description: 'Changes of what sessions depend on, to the portal',
          EventPattern: REGION_PATTERN,
        },
        toPortal,
      ),
    },
  };
}

/** The portal's own account: its event bus, its queue, its policies. */
export function portal() {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'The account of the Backstage portal with the Session Manager plugins: what its own roles may do, and the events of all accounts',
    Parameters: {
      BackendRoleName: text(
        'The role that the backend of the portal runs with',
        {
          AllowedPattern: ROLE_NAME,
        },
      ),
      ScaffolderRoleName: optional(
        'The role that the scaffolder runs with, if it runs separately. Empty: it runs in the backend',
        { AllowedPattern: `^([A-Za-z0-9+=,.@_-]{1,64})?$` },
      ),
      ...ROLE_NAMES,
      OrganizationId: text('The organization whose accounts send events', {
        AllowedPattern: '^o-[a-z0-9]{10,32}$',
      }),
    },
    Conditions: {
      HasScaffolder: isGiven('ScaffolderRoleName'),
    },
    Resources: {
      BackendPolicy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          Description: 'What the backend of the portal may do by itself',
          Roles: [ref('BackendRoleName')],
          PolicyDocument: {
            Version: VERSION,
            Statement: [
              when(
                'HasScaffolder',
                own(assumeStatement(PLACEHOLDERS.readerRole)),
                own(assumeStatement(PLACEHOLDERS.provisionerRole)),
              ),
              {
                Sid: 'OnTheQueue',
                Effect: 'Allow',
                Action: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'],
                Resource: attribute('Events', 'Arn'),
              },
            ],
          },
        },
      },
      ScaffolderPolicy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Condition: 'HasScaffolder',
        Properties: {
          Description: 'What the scaffolder of the portal may do by itself',
          Roles: [ref('ScaffolderRoleName')],
          PolicyDocument: {
            Version: VERSION,
            Statement: [own(assumeStatement(PLACEHOLDERS.provisionerRole))],
          },
        },
      },
      EventBus: {
        Type: 'AWS::Events::EventBus',
        Properties: { Name: 'session-manager' },
      },
      EventBusPolicy: {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: {
          EventBusName: attribute('EventBus', 'Name'),
          StatementId: 'Accounts',
          Statement: {
            Effect: 'Allow',
            Principal: '*',
            Action: 'events:PutEvents',
            Resource: attribute('EventBus', 'Arn'),
            Condition: {
              StringEquals: { 'aws:PrincipalOrgID': ref('OrganizationId') },
            },
          },
        },
      },
      FailedEvents: queue('session-manager-events-failed', {
        MessageRetentionPeriod: 14 * 24 * 60 * 60,
      }),
      Events: queue('session-manager-events', {
        // The scan has read what is older.
        MessageRetentionPeriod: 60 * 60,
        RedrivePolicy: {
          deadLetterTargetArn: attribute('FailedEvents', 'Arn'),
          maxReceiveCount: 3,
        },
      }),
      EventsPolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [ref('Events')],
          PolicyDocument: {
            Version: VERSION,
            Statement: [
              {
                Sid: 'EventBridge',
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: attribute('Events', 'Arn'),
                Condition: {
                  ArnEquals: { 'aws:SourceArn': attribute('EventRule', 'Arn') },
                },
              },
            ],
          },
        },
      },
      EventRule: rule(
        {
          Name: 'session-manager-events',
          Description: 'Events of all accounts, to the queue of the portal',
          EventBusName: attribute('EventBus', 'Name'),
          EventPattern: BUS_PATTERN,
        },
        { Arn: attribute('Events', 'Arn') },
      ),
    },
    Outputs: {
      EventBusArn: {
        Description: 'For account-events.yaml',
        Value: attribute('EventBus', 'Arn'),
      },
      QueueUrl: {
        Description: 'For events.modules.awsSqs of the portal',
        Value: ref('Events'),
      },
    },
  };
}

// Deleting either loses nothing that the next scan does not read.
const queue = (QueueName, properties) => ({
  Type: 'AWS::SQS::Queue',
  DeletionPolicy: 'Delete',
  UpdateReplacePolicy: 'Delete',
  Properties: { QueueName, SqsManagedSseEnabled: true, ...properties },
});
