"""A mail server on loopback: STARTTLS with a certificate made for the test, AUTH, and mails that can be read afterwards."""
import ssl
import subprocess
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def certificate(folder):
    """For localhost, by itself: whoever is to trust it is given the file."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", cert],
                   check=True, capture_output=True)
    cert.chmod(0o644)
    return key, cert


class MailServer:
    """What it answers can be changed: `answer` is asked for each mail, and may be slow."""

    USER, PASSWORD = "haat", "a:b@c %"
    URL_USER = "haat:a%3Ab%40c%20%25"

    def __init__(self, folder, tls=True, auth=True, host="127.0.0.1"):
        self.taken, self.sessions = [], []
        self.answer = lambda mail: "250 2.0.0 taken"
        self.refuses_tls = False
        context = None
        if tls:
            key, self.cert = certificate(folder)
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.cert, key)
        options = {"tls_context": context, "require_starttls": tls} if tls else {}
        if auth:
            options |= {"authenticator": self.check, "auth_required": True, "auth_require_tls": tls}
        outer = self

        class Server(SMTP):
            async def smtp_STARTTLS(self, arg):
                if outer.refuses_tls:
                    return await self.push("454 4.7.0 not now")
                return await super().smtp_STARTTLS(arg)

        class Made(Controller):
            def factory(self):
                return Server(self.handler, **self.SMTP_kwargs)

            def _trigger_server(self):
                # The port was the system's choice.
                self.port = self.server.sockets[0].getsockname()[1]
                super()._trigger_server()

        self.controller = Made(self, hostname=host, port=0, ready_timeout=10, **options)
        self.controller.start()
        self.port = self.controller.port

    def url(self, host="localhost"):
        return f"smtp://{self.URL_USER}@{host}:{self.port}"

    def check(self, server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (self.USER.encode(), self.PASSWORD.encode())
        return AuthResult(success=right, handled=right)

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append(mail)
        self.sessions.append({"tls": session.ssl is not None, "user": session.authenticated, "from": envelope.mail_from,
                              "to": envelope.rcpt_tos, "raw": envelope.content})
        answer = self.answer(mail)
        return answer if isinstance(answer, str) else await answer

    def stop(self):
        self.controller.stop()
