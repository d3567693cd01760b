"""Which addresses has the interface for programs?"""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from dashboard.api import files
from dashboard.api.describe import describe
from dashboard.api.problem import http_problem
from dashboard.api.reading import AnyoneReads
from dashboard.api.release import release
from dashboard.api.simulate import simulate
from dashboard.api.tables import query, resource

PREFIX = "/api/v1"

interface = Starlette(
    routes=[
        Route("/openapi.json", describe),
        Route("/simulate", simulate, methods=["GET", "POST"]),
        Route("/releases/{release}", release),
        Route("/queries/{name}", query),
        Route("/{name}", resource),
    ],
    middleware=[Middleware(AnyoneReads)],
    exception_handlers={404: http_problem, 405: http_problem},
)
ROUTES = (Mount(PREFIX, app=interface), *files.ROUTES)
