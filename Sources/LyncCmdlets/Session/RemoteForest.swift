/// The computers of the forest as targets of remote sessions, in the words of Windows Remote Management.
import Engine
import Lync

enum RemoteForest {
  static func computers(_ session: LyncSession) -> RemoteComputers {
    RemoteComputers(module: "Lync", connect: { [unowned session] target in connect(target, session) }, enter: { [unowned session] computer in
      guard let world = try? session.world() else { return computer }
      let before = world.currentComputer
      world.stand(at: computer)
      session.showComputer()
      return before
    })
  }

  private static func connect(_ target: RemoteComputers.Target, _ session: LyncSession) -> RemoteComputers.Answer {
    guard let world = try? session.world(), !target.host.isEmpty else { return .unknown }
    let isWeb = target.path != nil
    // Only the product's own place has a shell; `/wsman` is that of the computer.
    if isWeb, let path = target.path, !path.hasPrefix("/ocspowershell"), !path.hasPrefix("/wsman") {
      if case .elsewhere = world.remoteDoor(target.host, isWeb: false) { return .unknown }
      return closed
    }
    switch world.remoteDoor(target.host, isWeb: isWeb && target.path?.hasPrefix("/wsman") != true) {
    case .open(let computer): return .reached(computer: computer)
    case .closed: return closed
    case .silent:
      return .refused(id: "WinRMOperationTimeout",
        message:
          """
          WinRM cannot complete the operation. Verify that the specified computer name is valid, that the computer is accessible over the network, and that a \
          firewall exception for the WinRM service is enabled and allows access from this computer. By default, the WinRM firewall exception for public \
          profiles limits access to remote computers within the same local subnet.
          """
      )
    case .nowhere:
      return .refused(id: "NetworkPathNotFound",
        message:
          """
          WinRM cannot process the request. The following error occurred while using Kerberos authentication: Cannot find the computer \(target.host). Verify \
          that the computer exists on the network and that the name provided is spelled correctly.
          """
      )
    case .elsewhere: return .unknown
    }
  }

  private static let closed = RemoteComputers.Answer.refused(id: "CannotConnect",
    message:
      """
      The client cannot connect to the destination specified in the request. Verify that the service on the destination is running and is accepting requests. \
      Consult the logs and documentation for the WS-Management service running on the destination, most commonly IIS or WinRM. If the destination is the \
      WinRM service, run the following command on the destination to analyze and configure the WinRM service: "winrm quickconfig".
      """
  )
}
