/// Asks a server of this computer, or reads a file by its URI; gives the whole response.
import Engine
import Primitives

struct InvokeWebRequest: Cmdlet, WebRequestParameters {
  static let command = Command("Invoke", "WebRequest", defaultSet: "StandardMethod", outputs: ["Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject"], synopsis: "Gets content from a web page on the internet.", examples: [("A server of one's own", "(Invoke-WebRequest http://localhost:8080/status).StatusCode")])
  @Parameter("Uri", at: 0, validate: [.notNullOrEmpty], type: "System.Uri") var uri: Value
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

  private static let type = RecordType("Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject", base: "Microsoft.PowerShell.Commands.WebResponseObject", [
    "int StatusCode {get;}", "string StatusDescription {get;}", "string Content {get;}", "string RawContent {get;set;}",
    "System.Collections.Generic.Dictionary[string,System.Collections.Generic.IEnumerable[string]] Headers {get;}",
    "Microsoft.PowerShell.Commands.WebCmdletElementCollection Images {get;}", "Microsoft.PowerShell.Commands.WebCmdletElementCollection InputFields {get;}", "Microsoft.PowerShell.Commands.WebCmdletElementCollection Links {get;}", "long RawContentLength {get;}", "System.Collections.Generic.Dictionary[string,string] RelationLink {get;}"])

  mutating func process(_ shell: Invocation) throws {
    let call = try WebCall(self, hasBody: $body.isBound, customMethod: $customMethod.isBound ? customMethod : nil, shell)
    let (r, at) = try call.run(shell)
    if let outFile { try Posix.replaceFile(try shell.filePath(outFile, literal: false), r.body) }
    if outFile != nil, !passThru.isOn { return }
    let text = WebCall.text(r), headers = PSHash(.dictionary)
    for (n, v) in r.headers {
      let all = headers.get(.str(n))?.arrayValue ?? PSArray([], of: TypeTable.string)
      all.append(.str(v))
      headers.set(.str(n), .array(all))
    }
    let raw = "HTTP/\(r.version) \(r.status) \(r.reason)\n" + r.headers.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + text
    let page = HtmlElements(text)
    try shell.write(InvokeWebRequest.type.make([.integer(r.status), .str(r.reason), .str(text), .str(raw), .hash(headers), page.list(["img"]), page.list(["input"]), page.list(["a"]), .long(Int64(r.body.count)), .hash(try WebCall.relationLinks(r.headers, at: at, shell.context))], text: raw))
    try call.noteRedirection(r, shell)
  }
}
