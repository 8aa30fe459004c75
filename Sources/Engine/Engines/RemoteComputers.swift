/// Computers that a session can be opened on without a network: whoever simulates some says which there are.
///
/// The remoting cmdlets ask here first. A computer that nobody knows would need a client, and there is none.
public final class RemoteComputers {
  /// The computer, or the web address, a command names.
  public struct Target {
    /// Name or FQDN of a computer, or the host of a connection URI.
    public var host: String
    /// What follows the host in a connection URI, in lower case; nil = plain remoting by computer name.
    public var path: String?
    public init(host: String, path: String? = nil) { (self.host, self.path) = (host, path) }
  }

  /// What became of the attempt to connect.
  public enum Answer {
    /// `computer` is where commands of the session run.
    case reached(computer: String)
    /// The transport's words, and the first part of the error's id.
    case refused(id: String, message: String)
    case unknown
  }

  /// The module whose cmdlets a session offers.
  public let module: String
  /// Tries to reach a computer.
  public let connect: (Target) -> Answer
  /// Goes to a computer for as long as commands run there, and tells where it was before.
  public let enter: (_ computer: String) -> String

  public init(module: String, connect: @escaping (Target) -> Answer, enter: @escaping (_ computer: String) -> String) { (self.module, self.connect, self.enter) = (module, connect, enter) }
}

extension ExecutionContext {
  /// The computers remoting cmdlets of this session reach; nil = none.
  public var remoteComputers: RemoteComputers? {
    get { services["RemoteComputers"].map { unsafeDowncast($0, to: RemoteComputers.self) } }
    set { services["RemoteComputers"] = newValue }
  }
}
