import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  answerOnce,
  defineCursor,
  etagOf,
  page,
  pageOf,
  pageQuery,
  problem,
  requireMatch,
  sendVersion,
  storable,
  transaction,
} from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import {
  addProject,
  addTask,
  changeProject,
  changeTask,
  listProjects,
  listTasks,
  projectById,
  taskById,
} from '../store/catalogue.ts';
import { administrators, everybody } from './access.ts';

const tags = ['projects'];
const params = z.object({ id: z.uuid() });
const cursor = defineCursor(storable.text(100));
const code = z.string().min(1).max(50);
const name = z.string().min(1).max(200);
const trytonWorkId = z.int().min(1).max(2_147_483_647).nullable();
const shared = { code: z.string(), name: z.string(), isActive: z.boolean(), revision: z.int() };
const projectView = z.object({ id: z.uuid(), ...shared }).meta({ id: 'Project' });
const taskView = z
  .object({ id: z.uuid(), projectId: z.uuid(), trytonWorkId, ...shared })
  .meta({ id: 'Task' });
const newProject = z.strictObject({ code, name });
const newTask = z.strictObject({
  ...{ code, name },
  trytonWorkId: trytonWorkId.default(null).describe('of timesheet.work in Tryton'),
});
const isActive = z.boolean().describe('whether time can be recorded on it');
const noProject = () => problem('not-found', 'There is no such project.');
const noTask = () => problem('not-found', 'There is no such task.');

/** What time is recorded on. */
export function projectRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/projects' },
      config: { access: everybody, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Projects in the order of their codes', tags },
        ...{ querystring: z.object(pageQuery), response: { 200: pageOf(projectView) } },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const rows = await listProjects(pool, cursor.decode(at), limit + 1);
        return page(rows, limit, cursor, (last) => last.code);
      },
    });
    app.route({
      ...{ method: 'POST', url: '/v1/projects' },
      config: { access: administrators, idempotency: 'optional', problems: ['already-exists'] },
      schema: {
        ...{ summary: 'Adds a project', tags },
        ...{ body: newProject, response: { 201: projectView } },
      },
      handler: (request, reply) =>
        answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
          const project = await addProject(client, request.body);
          const location = `/v1/projects/${project.id}`;
          return {
            ...{ status: 201, headers: { etag: etagOf(project.revision), location } },
            body: project,
          };
        }),
    });
    app.route({
      ...{ method: 'GET', url: '/v1/projects/:id' },
      config: { access: everybody },
      schema: { summary: 'One project', tags, params, response: { 200: projectView } },
      handler: async (request, reply) => {
        const project = await projectById(pool, request.params.id);
        if (project === undefined) throw noProject();
        sendVersion(reply, project.revision);
        return project;
      },
    });
    app.route({
      ...{ method: 'PUT', url: '/v1/projects/:id' },
      config: { access: administrators, ifMatch: 'required', problems: ['already-exists'] },
      schema: {
        ...{ summary: 'Writes a project anew', tags, params },
        ...{ body: newProject.extend({ isActive }), response: { 200: projectView } },
      },
      handler: (request, reply) =>
        transaction(pool, async (client) => {
          const before = await projectById(client, request.params.id, 'for update');
          if (before === undefined) throw noProject();
          requireMatch(request, before.revision);
          const project = await changeProject(client, before.id, request.body);
          sendVersion(reply, project.revision);
          return project;
        }),
    });
    app.route({
      ...{ method: 'GET', url: '/v1/projects/:id/tasks' },
      config: { access: everybody, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Tasks of a project in the order of their codes', tags, params },
        ...{ querystring: z.object(pageQuery), response: { 200: pageOf(taskView) } },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const project = await projectById(pool, request.params.id);
        if (project === undefined) throw noProject();
        const rows = await listTasks(pool, project.id, cursor.decode(at), limit + 1);
        return page(rows, limit, cursor, (last) => last.code);
      },
    });
    app.route({
      ...{ method: 'POST', url: '/v1/projects/:id/tasks' },
      config: { access: administrators, idempotency: 'optional', problems: ['already-exists'] },
      schema: {
        ...{ summary: 'Adds a task to a project', tags, params },
        ...{ body: newTask, response: { 201: taskView } },
      },
      handler: (request, reply) =>
        answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
          const project = await projectById(client, request.params.id);
          if (project === undefined) throw noProject();
          const task = await addTask(client, { ...request.body, projectId: project.id });
          const location = `/v1/tasks/${task.id}`;
          return {
            ...{ status: 201, headers: { etag: etagOf(task.revision), location } },
            body: task,
          };
        }),
    });
    app.route({
      ...{ method: 'GET', url: '/v1/tasks/:id' },
      config: { access: everybody },
      schema: { summary: 'One task', tags, params, response: { 200: taskView } },
      handler: async (request, reply) => {
        const task = await taskById(pool, request.params.id);
        if (task === undefined) throw noTask();
        sendVersion(reply, task.revision);
        return task;
      },
    });
    app.route({
      ...{ method: 'PUT', url: '/v1/tasks/:id' },
      config: { access: administrators, ifMatch: 'required', problems: ['already-exists'] },
      schema: {
        ...{ summary: 'Writes a task anew', tags, params },
        ...{ body: newTask.extend({ isActive }), response: { 200: taskView } },
      },
      handler: (request, reply) =>
        transaction(pool, async (client) => {
          const before = await taskById(client, request.params.id, 'for update');
          if (before === undefined) throw noTask();
          requireMatch(request, before.revision);
          const task = await changeTask(client, before.id, request.body);
          sendVersion(reply, task.revision);
          return task;
        }),
    });
  };
}
