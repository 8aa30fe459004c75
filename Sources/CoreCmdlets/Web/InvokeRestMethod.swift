/// Asks a service of this computer, or reads a file by its URI; gives the objects in the answer.
import Engine
import NetTypes
import Primitives

struct InvokeRestMethod: Cmdlet, WebRequestParameters {
  static let command = Command("Invoke", "RestMethod", defaultSet: "StandardMethod", synopsis: "Sends an HTTP or HTTPS request to a RESTful web service.", examples: [("A service of one's own", "Invoke-RestMethod http://localhost:8080/users")])
  @Parameter("Uri", at: 0, validate: [.notNullOrEmpty], type: "System.Uri") var uri: Value
  @Parameter("FollowRelLink", aliases: ["FL"]) var followRelLink: Switch
  @Parameter("MaximumFollowRelLink", aliases: ["ML"], validate: [.range(.int(1), .int(2147483647))]) var maximumFollowRelLink: Int?
  @Parameter("ResponseHeadersVariable", aliases: ["RHV"]) var responseHeadersVariable: String?
  @Parameter("StatusCodeVariable") var statusCodeVariable: String?
  @Parameter("UseBasicParsing", fidelity: .inert) var useBasicParsing: Switch
  @Parameter("HttpVersion", type: "System.Version", fidelity: .inert) var httpVersion: Value?
  @Parameter("WebSession", type: "Microsoft.PowerShell.Commands.WebRequestSession") var webSession: Value?
  @Parameter("SessionVariable", aliases: ["SV"]) var sessionVariable: String?
  @Parameter("AllowUnencryptedAuthentication") var allowUnencryptedAuthentication: Switch
  @Parameter("Authentication", type: "Microsoft.PowerShell.Commands.WebAuthenticationType") var authentication: Value?
  @Parameter("Credential", type: "System.Management.Automation.PSCredential") var credential: Value?
  @Parameter("UseDefaultCredentials") var useDefaultCredentials: Switch
  @Parameter("CertificateThumbprint", validate: [.notNullOrEmpty], fidelity: .inert) var certificateThumbprint: String?
  @Parameter("Certificate", validate: [.notNull], type: "System.Security.Cryptography.X509Certificates.X509Certificate", fidelity: .inert) var certificate: Value?
  @Parameter("SkipCertificateCheck", fidelity: .inert) var skipCertificateCheck: Switch
  @Parameter("SslProtocol", type: "Microsoft.PowerShell.Commands.WebSslProtocol", fidelity: .inert) var sslProtocol: Value?
  @Parameter("Token", type: "System.Security.SecureString") var token: Value?
  @Parameter("UserAgent") var userAgent: String?
  @Parameter("DisableKeepAlive", fidelity: .inert) var disableKeepAlive: Switch
  @Parameter("ConnectionTimeoutSeconds", aliases: ["TimeoutSec"], validate: [.range(.int(0), .int(2147483647))]) var connectionTimeoutSeconds: Int?
  @Parameter("OperationTimeoutSeconds", validate: [.range(.int(0), .int(2147483647))], fidelity: .inert) var operationTimeoutSeconds: Int?
  @Parameter("Headers", type: "System.Collections.IDictionary") var headers: Value?
  @Parameter("SkipHeaderValidation", fidelity: .inert) var skipHeaderValidation: Switch
  @Parameter("AllowInsecureRedirect", fidelity: .inert) var allowInsecureRedirect: Switch
  @Parameter("MaximumRedirection", validate: [.range(.int(0), .int(2147483647))]) var maximumRedirection: Int?
  @Parameter("MaximumRetryCount", validate: [.range(.int(0), .int(2147483647))]) var maximumRetryCount: Int?
  @Parameter("PreserveAuthorizationOnRedirect") var preserveAuthorizationOnRedirect: Switch
  @Parameter("RetryIntervalSec", validate: [.range(.int(1), .int(2147483647))]) var retryIntervalSec: Int?
  @Parameter("Method", sets: ["StandardMethod", "StandardMethodNoProxy"], type: "Microsoft.PowerShell.Commands.WebRequestMethod") var method: Value?
  @Parameter("PreserveHttpMethodOnRedirect") var preserveHttpMethodOnRedirect: Switch
  @Parameter("UnixSocket", validate: [.notNullOrEmpty], type: "System.Net.Sockets.UnixDomainSocketEndPoint", fidelity: .inert) var unixSocket: Value?
  @Parameter("Proxy", sets: ["StandardMethod", "CustomMethod"], type: "System.Uri", fidelity: .inert) var proxy: Value?
  @Parameter("ProxyCredential", sets: ["StandardMethod", "CustomMethod"], type: "System.Management.Automation.PSCredential") var proxyCredential: Value?
  @Parameter("ProxyUseDefaultCredentials", sets: ["StandardMethod", "CustomMethod"]) var proxyUseDefaultCredentials: Switch
  @Parameter("Body", from: .pipeline) var body: Value?
  @Parameter("Form", type: "System.Collections.IDictionary") var form: Value?
  @Parameter("ContentType") var contentType: String?
  @Parameter("TransferEncoding", validate: [.set(["chunked", "compress", "deflate", "gzip", "identity"], ignoreCase: true, message: nil)], fidelity: .inert) var transferEncoding: String?
  @Parameter("InFile", validate: [.notNullOrEmpty]) var inFile: String?
  @Parameter("OutFile", validate: [.notNullOrEmpty]) var outFile: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Resume", fidelity: .inert) var resume: Switch
  @Parameter("SkipHttpErrorCheck") var skipHttpErrorCheck: Switch
  @Parameter("CustomMethod", sets: ["CustomMethod", "CustomMethodNoProxy"], aliases: ["CM"], validate: [.notNullOrEmpty]) var customMethod: String
  @Parameter("NoProxy", sets: ["StandardMethodNoProxy", "CustomMethodNoProxy"], mandatory: true, fidelity: .inert) var noProxy: Switch

  mutating func process(_ shell: Invocation) throws {
    var call = try WebCall(self, hasBody: $body.isBound, customMethod: $customMethod.isBound ? customMethod : nil, shell)
    var left = maximumFollowRelLink ?? .max
    while true {
      let (r, at) = try call.run(shell)
      try output(r, shell)
      try call.noteRedirection(r, shell)
      left -= 1
      guard followRelLink.isOn, left > 0, let next = try WebCall.relationLinks(r.headers, at: at, shell.context).get(.str("next")) else { return }
      call.uri = Conversion.toString(next)
      try shell.verbose("Following rel link \(call.uri)")
    }
  }
  private func output(_ r: HttpClient.Response, _ shell: Invocation) throws {
    if let name = statusCodeVariable { try shell.context.setVariable(name, .integer(r.status)) }
    if let name = responseHeadersVariable {
      let h = PSHash(.dictionary)
      for (n, v) in r.headers { h.set(.str(n), .array(PSArray([.str(v)], of: TypeTable.string))) }
      try shell.context.setVariable(name, .hash(h))
    }
    if let outFile { try Posix.replaceFile(try shell.filePath(outFile, literal: false), r.body) }
    if outFile != nil, !passThru.isOn { return }
    let text = WebCall.text(r), type = r.header("Content-Type")?.lowercased() ?? ""
    if type.contains("xml"), let d = try? Conversion.convert(.str(text), to: TypeTable.get("System.Xml.XmlDocument"), shell.context) { return try shell.write(d) }
    let first = text.utf8.first { $0 > 32 }
    if type.contains("json") || first == 123 || first == 91 {
      if let v = try? JsonBuilder.read(text, asHashtable: false, depth: 1024, dates: .Default) { return try shell.write(v.orNull) }
    }
    try shell.write(text)
  }
}
