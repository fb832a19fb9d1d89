import { explained, rowOf, rowsOf } from './database.ts';
import type { Database } from './database.ts';

export interface Project {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly revision: number;
}

/** What time is recorded on. */
export interface Task {
  readonly id: string;
  readonly projectId: string;
  readonly code: string;
  readonly name: string;
  /** Of `timesheet.work` in Tryton. */
  readonly trytonWorkId: number | null;
  readonly isActive: boolean;
  readonly revision: number;
}

const project = 'id, code, name, is_active as "isActive", revision';
const task = `id, project_id as "projectId", code, name, tryton_work_id as "trytonWorkId", is_active as "isActive", revision`;

export async function addProject(
  db: Database,
  { code, name }: Pick<Project, 'code' | 'name'>,
): Promise<Project> {
  return rowOf<Project>(
    db,
    `insert into timesheet.projects (code, name) values ($1, $2) returning ${project}`,
    [code, name],
  ).catch((error: unknown) => {
    throw explained(error, `a project with the code ${code}`);
  });
}

export async function changeProject(
  db: Database,
  id: string,
  { code, name, isActive }: Pick<Project, 'code' | 'name' | 'isActive'>,
): Promise<Project> {
  return rowOf<Project>(
    db,
    `update timesheet.projects set code = $2, name = $3, is_active = $4, revision = revision + 1 where id = $1 returning ${project}`,
    [id, code, name, isActive],
  ).catch((error: unknown) => {
    throw explained(error, `a project with the code ${code}`);
  });
}

/** Locked until the transaction ends, where that is asked for. */
export async function projectById(
  db: Database,
  id: string,
  lock: '' | 'for update' = '',
): Promise<Project | undefined> {
  const [row] = await rowsOf<Project>(
    db,
    `select ${project} from timesheet.projects where id = $1 ${lock}`,
    [id],
  );
  return row;
}

/** In the order of their codes. */
export async function listProjects(
  db: Database,
  after: string | undefined,
  limit: number,
): Promise<Project[]> {
  return rowsOf<Project>(
    db,
    `select ${project} from timesheet.projects where ($1::text is null or code > $1) order by code limit $2`,
    [after ?? null, limit],
  );
}

export async function addTask(
  db: Database,
  { projectId, code, name, trytonWorkId }: Omit<Task, 'id' | 'isActive' | 'revision'>,
): Promise<Task> {
  return rowOf<Task>(
    db,
    `insert into timesheet.tasks (project_id, code, name, tryton_work_id) values ($1, $2, $3, $4) returning ${task}`,
    [projectId, code, name, trytonWorkId],
  ).catch((error: unknown) => {
    throw explained(error, `a task with the code ${code} in this project`);
  });
}

export async function changeTask(
  db: Database,
  id: string,
  { code, name, trytonWorkId, isActive }: Omit<Task, 'id' | 'projectId' | 'revision'>,
): Promise<Task> {
  return rowOf<Task>(
    db,
    `update timesheet.tasks set code = $2, name = $3, tryton_work_id = $4, is_active = $5, revision = revision + 1
      where id = $1 returning ${task}`,
    [id, code, name, trytonWorkId, isActive],
  ).catch((error: unknown) => {
    throw explained(error, `a task with the code ${code} in this project`);
  });
}

/** Locked until the transaction ends, where that is asked for. */
export async function taskById(
  db: Database,
  id: string,
  lock: '' | 'for update' = '',
): Promise<Task | undefined> {
  const [row] = await rowsOf<Task>(
    db,
    `select ${task} from timesheet.tasks where id = $1 ${lock}`,
    [id],
  );
  return row;
}

/** Tasks of a project in the order of their codes. */
export async function listTasks(
  db: Database,
  projectId: string,
  after: string | undefined,
  limit: number,
): Promise<Task[]> {
  return rowsOf<Task>(
    db,
    `select ${task} from timesheet.tasks where project_id = $1 and ($2::text is null or code > $2) order by code limit $3`,
    [projectId, after ?? null, limit],
  );
}

/** Whether time can be recorded on a task: it and its project are there and open. */
export async function isOpenTask(db: Database, id: string): Promise<boolean> {
  const rows = await rowsOf(
    db,
    `select from timesheet.tasks t join timesheet.projects p on p.id = t.project_id
      where t.id = $1 and t.is_active and p.is_active`,
    [id],
  );
  return rows.length > 0;
}
