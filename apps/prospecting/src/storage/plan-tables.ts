import type { Migration } from '#messaging/migrations';

/** A plan as an object: its wishes, its proof, the committee's pins, and the what-ifs on a draft. */
export const planTables: Migration = {
  name: 'prospecting-0101-plan-object',
  sql: `
    -- What the committee wishes: rules and capacities, null while the policy and the agents' own word stand.
    alter table plan add column rules jsonb, add column capacities jsonb not null default '[]',
      add column declared jsonb not null default '{}';
    -- One row a plan, of its last computation: arrays are in the order of problemOf(plan_inputs.inputs).
    create table plan_proof (
      plan_id uuid primary key references plan,
      inputs_hash text not null,
      assigned_to integer[] not null,
      structure_prices double precision[] not null,
      bin_prices double precision[] not null,
      class_prices double precision[] not null,
      value bigint not null,
      primal bigint not null,
      dual bigint not null,
      shortfalls jsonb not null,
      computed_in_ms integer not null
    );
    create table plan_pin (
      pin_id uuid primary key,
      plan_id uuid not null references plan,
      employer_id uuid not null,
      unit_id uuid not null,
      kind text not null check (kind in ('PIN', 'FORBID')),
      reason text not null,
      until_day date not null,
      given_by text not null,
      given_at timestamptz not null,
      removed_at timestamptz
    );
    create index plan_pin_plan on plan_pin (plan_id) where removed_at is null;
    create table plan_scenario (
      scenario_id uuid primary key,
      plan_id uuid not null references plan,
      name text not null,
      rules jsonb not null,
      capacities jsonb not null,
      pins jsonb not null,
      forbids jsonb not null,
      -- What it came to, on the inputs of this hash.
      inputs_hash text not null,
      value bigint not null,
      assigned integer not null,
      saved_by text not null,
      saved_at timestamptz not null,
      retained_at timestamptz
    );
    create index plan_scenario_plan on plan_scenario (plan_id);
    -- Words of the committee's members, kept here alone: never in a fact (BR-114).
    create table scenario_comment (
      comment_id uuid primary key,
      scenario_id uuid not null references plan_scenario,
      partner_id uuid,
      words text not null,
      written_by text not null,
      written_at timestamptz not null
    );
    create index scenario_comment_scenario on scenario_comment (scenario_id);
  `,
};
